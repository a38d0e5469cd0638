package io.ratchet.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FusedUpdateTest {
    private static final int COUNT = 10_007;

    private final FusedUpdate update = new FusedUpdate();
    private final GradientNorm norm = new GradientNorm();

    static List<TorchCase> torchCases() {
        return TorchCase.all();
    }

    static List<OptimizerSpec> specs() {
        return List.of(
                new OptimizerSpec.Sgd(0, 0, false, 0.01),
                new OptimizerSpec.Sgd(0.9, 0.1, false, 0),
                new OptimizerSpec.Sgd(0.9, 0, true, 0.01),
                new OptimizerSpec.Adam(0.9, 0.999, 1e-8, 0.01),
                new OptimizerSpec.AdamW(0.9, 0.999, 1e-8, 0.01),
                new OptimizerSpec.Adagrad(1e-10, 0.1, 0.001, 0.01));
    }

    @ParameterizedTest
    @MethodSource("torchCases")
    void givesTheBitsOfPyTorch(TorchCase torch) {
        // Given
        List<ByteBuffer> weights = torch.parameters().stream().map(Floats::direct).toList();
        List<List<ByteBuffer>> moments = new ArrayList<>();
        for (float[] parameter : torch.parameters()) {
            moments.add(initialMoments(torch.spec(), parameter.length));
        }
        // PyTorch takes the norm in float, GradientNorm in double: one float apart at most.
        long tolerance = torch.clipNorm().isPresent() ? 1 : 0;

        long number = 0;
        for (TorchCase.Step step : torch.steps()) {
            number++;
            List<ByteBuffer> gradients = step.gradients().stream().map(Floats::direct).toList();
            UpdateArguments arguments =
                    new UpdateArguments(number, torch.rate(), scale(gradients, torch));
            for (int i = 0; i < weights.size(); i++) {
                // When
                int count = torch.parameters().get(i).length;
                update.apply(
                        torch.spec(),
                        arguments,
                        weights.get(i),
                        gradients.get(i),
                        moments.get(i),
                        0,
                        count);

                // Then
                assertThat(
                                Floats.largestDistance(
                                        Floats.of(weights.get(i)), step.parameters().get(i)))
                        .as("step %d, parameter %d", number, i)
                        .isLessThanOrEqualTo(tolerance);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("specs")
    void givesTheSameBitsHoweverTheRangeIsCut(OptimizerSpec spec) {
        // Given
        ByteBuffer whole = Floats.direct(Floats.random(1, COUNT, 1));
        ByteBuffer cut = Floats.direct(Floats.random(1, COUNT, 1));
        List<ByteBuffer> wholeMoments = initialMoments(spec, COUNT);
        List<ByteBuffer> cutMoments = initialMoments(spec, COUNT);
        Random random = new Random(7);

        for (int step = 1; step <= 5; step++) {
            ByteBuffer gradient = Floats.direct(Floats.random(10L + step, COUNT, 0.1));
            UpdateArguments arguments = new UpdateArguments(step, 0.01, 0.5f);

            // When
            update.apply(spec, arguments, whole, gradient, wholeMoments, 0, COUNT);
            int from = 0;
            while (from < COUNT) {
                int to = Math.min(COUNT, from + 1 + random.nextInt(3000));
                update.apply(spec, arguments, cut, gradient, cutMoments, from, to);
                from = to;
            }
        }

        // Then
        assertThat(Floats.of(cut)).containsExactly(Floats.of(whole));
        for (int i = 0; i < wholeMoments.size(); i++) {
            assertThat(Floats.of(cutMoments.get(i)))
                    .containsExactly(Floats.of(wholeMoments.get(i)));
        }
    }

    @ParameterizedTest
    @MethodSource("specs")
    void leavesGradientsAndWhatIsOutsideTheRangeAlone(OptimizerSpec spec) {
        float[] before = Floats.random(1, 100, 1);
        float[] slopes = Floats.random(2, 100, 1);
        ByteBuffer weights = Floats.direct(before);
        ByteBuffer gradients = Floats.direct(slopes);

        update.apply(
                spec,
                new UpdateArguments(1, 0.01, 0.5f),
                weights,
                gradients,
                initialMoments(spec, 100),
                10,
                20);

        float[] after = Floats.of(weights);
        assertThat(Floats.of(gradients)).containsExactly(slopes);
        for (int i = 0; i < 100; i++) {
            if (i >= 10 && i < 20) {
                assertThat(after[i]).isNotEqualTo(before[i]);
            } else {
                assertThat(after[i]).isEqualTo(before[i]);
            }
        }
    }

    @Test
    void putsThePlainGradientIntoTheMomentumBufferAtStepOneOnly() {
        OptimizerSpec spec = new OptimizerSpec.Sgd(0.5, 0.75, false, 0);
        ByteBuffer weights = Floats.direct(0f);
        ByteBuffer gradients = Floats.direct(8f);
        List<ByteBuffer> moments = List.of(Floats.direct(100f));

        update.apply(spec, new UpdateArguments(1, 1, 1), weights, gradients, moments, 0, 1);
        assertThat(Floats.of(moments.get(0))).containsExactly(8f);

        update.apply(spec, new UpdateArguments(2, 1, 1), weights, gradients, moments, 0, 1);
        assertThat(Floats.of(moments.get(0))).containsExactly(0.5f * 8 + 0.25f * 8);
    }

    @Test
    void refusesARangeOutsideTheTensorAndAWrongNumberOfMoments() {
        OptimizerSpec spec = new OptimizerSpec.Adam(0.9, 0.999, 1e-8, 0);
        UpdateArguments arguments = new UpdateArguments(1, 0.01, 1f);
        ByteBuffer four = Floats.direct(1, 2, 3, 4);

        assertThatThrownBy(
                        () ->
                                update.apply(
                                        spec, arguments, four, four, initialMoments(spec, 3), 0, 4))
                .hasMessage("Elements 0 to 4 do not lie within the 3 elements of the exp_avg.");
        assertThatThrownBy(() -> update.apply(spec, arguments, four, four, List.of(four), 0, 4))
                .hasMessageContaining("keeps the moments [exp_avg, exp_avg_sq], but 1 were given");
    }

    private float scale(List<ByteBuffer> gradients, TorchCase torch) {
        double squares = 0;
        for (ByteBuffer gradient : gradients) {
            squares += norm.sumOfSquares(gradient, 0, gradient.limit() / Float.BYTES);
        }
        return GradientNorm.clipScale(Math.sqrt(squares), torch.clipNorm());
    }

    static List<ByteBuffer> initialMoments(OptimizerSpec spec, int count) {
        return spec.momentNames().stream()
                .map(name -> Floats.filled(count, spec.momentInitialValue(name)))
                .toList();
    }
}
