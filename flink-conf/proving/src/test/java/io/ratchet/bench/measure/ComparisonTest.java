package io.ratchet.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    @Test
    void contestantsTakeTurnsAndWarmUpsDoNotCount() throws Exception {
        List<String> order = new ArrayList<>();
        Comparison.Outcome outcome =
                new Comparison(1, 3, line -> {})
                        .run(List.of(new Counter("a", order, 2), new Counter("b", order, 1)));

        assertThat(order).containsExactly("a", "b", "a", "b", "a", "b", "a", "b");
        assertThat(outcome.series("a", "n").values()).containsExactly(4.0, 6.0, 8.0);
        assertThat(outcome.ratio("n", "a", "b").pairs().values()).containsExactly(2.0, 2.0, 2.0);
    }

    @Test
    void ratiosAreTakenRoundByRound() {
        Ratio ratio =
                new Series(List.of(10.0, 1.0, 100.0)).over(new Series(List.of(20.0, 2.0, 200.0)));

        assertThat(ratio.median()).isEqualTo(0.5);
        assertThat(ratio.spread()).isZero();
        assertThat(ratio.isMeaningful()).isTrue();
    }

    @Test
    void aRatioThatScattersIsNotTold() {
        Ratio ratio =
                new Series(List.of(1.0, 2.0, 3.0, 4.0)).over(new Series(List.of(1., 1., 1., 1.)));

        assertThat(ratio.isMeaningful()).isFalse();
        assertThat(Text.ratio(ratio)).startsWith("no ratio: the rounds differ by");
        assertThat(Target.ofRatio("s", "n", ratio, Target.Direction.MIN, 1).met()).isNull();
    }

    @Test
    void quantilesLieBetweenNeighbours() {
        Series series = new Series(List.of(4.0, 1.0, 3.0, 2.0));

        assertThat(series.median()).isEqualTo(2.5);
        assertThat(series.quantile(0.25)).isCloseTo(1.75, within(1e-12));
        assertThat(series.percentile(0.5)).isEqualTo(2);
        assertThat(series.percentile(0.95)).isEqualTo(4);
        assertThat(series.minimum()).isEqualTo(1);
        assertThat(series.maximum()).isEqualTo(4);
    }

    @Test
    void targetsHoldOnTheirSide() {
        Ratio half = new Ratio(new Series(List.of(0.5, 0.5, 0.5)));

        assertThat(Target.ofRatio("s", "n", half, Target.Direction.MIN, 0.5).met()).isTrue();
        assertThat(Target.ofRatio("s", "n", half, Target.Direction.MIN, 0.6).met()).isFalse();
        assertThat(Target.ofRatio("s", "n", half, Target.Direction.MAX, 0.4).met()).isFalse();
    }

    @Test
    void aFigureMayScatterOnOneSideOfItsTarget() {
        Series low = new Series(List.of(0.001, 0.002, 0.004, 0.003));
        Series across = new Series(List.of(0.001, 0.02, 0.03, 0.002));

        assertThat(Target.ofFigure("s", "n", low.median(), low, Target.Direction.MAX, 0.01).met())
                .isTrue();
        assertThat(
                        Target.ofFigure(
                                        "s",
                                        "n",
                                        across.median(),
                                        across,
                                        Target.Direction.MAX,
                                        0.01)
                                .met())
                .isNull();
    }

    /** Counts its rounds, times a factor. */
    private record Counter(String name, List<String> order, int factor) implements Contestant {
        @Override
        public Figures round() {
            order.add(name);
            long rounds = order.stream().filter(name::equals).count();
            return Figures.of("n", (double) factor * rounds);
        }
    }
}
