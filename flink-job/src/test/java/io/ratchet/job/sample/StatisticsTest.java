package io.ratchet.job.sample;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statistics in one pass, beside the same in two. */
class StatisticsTest {
    @ParameterizedTest
    @ValueSource(doubles = {0, -3, 1e9, 1.7e12})
    void meanAndDeviationHoldFarFromZero(double around) {
        Random random = new Random(7);
        double[] numbers = random.doubles(5_000).map(x -> around + 10 * x).toArray();
        Moments moments = new Moments();
        double sum = 0;
        for (double number : numbers) {
            moments.add(number);
            sum += number - around;
        }
        double mean = sum / numbers.length;
        double squares = 0;
        for (double number : numbers) {
            squares += (number - around - mean) * (number - around - mean);
        }

        assertThat(moments.count()).isEqualTo(5_000);
        assertThat(moments.mean() - around).isCloseTo(mean, within(1e-2));
        assertThat(moments.deviation())
                .isCloseTo(Math.sqrt(squares / numbers.length), within(1e-2));
        assertThat(moments.least()).isEqualTo(Arrays.stream(numbers).min().orElseThrow());
        assertThat(moments.most()).isEqualTo(Arrays.stream(numbers).max().orElseThrow());
    }

    @Test
    void textsAreCountedAsLongAsTheyAreFew() {
        DistinctTexts texts = new DistinctTexts();
        for (int number = 0; number < 3_000; number++) {
            add(texts, "text " + number % 700);
        }
        assertThat(texts.count()).isEqualTo(700);
        assertThat(texts.isCounted()).isTrue();
        assertThat(texts.counts()).hasSize(700).containsEntry("text 0", 5L);
        assertThat(texts.commonest().get(0)).isEqualTo("text 0");
        assertThat(texts.commonest().get(699)).isEqualTo("text 699");
    }

    @Test
    void memoryIsBounded() {
        DistinctTexts texts = new DistinctTexts();
        for (int number = 0; number < 2 * DistinctTexts.MOST_TOLD_APART; number++) {
            add(texts, "text " + number);
        }

        assertThat(texts.isCounted()).isFalse();
        assertThat(texts.counts()).isEmpty();
        assertThat(texts.isMore()).isTrue();
        assertThat(texts.words()).isEqualTo("100,000 or more");
    }

    @Test
    void numbersAreShownAsPeopleWriteThem() {
        assertThat(Words.number(0)).isEqualTo("0");
        assertThat(Words.number(-12)).isEqualTo("-12");
        assertThat(Words.number(2.0 / 3)).isEqualTo("0.6667");
        assertThat(Words.number(123456.789)).isEqualTo("123500");
        assertThat(Words.number(1e-7)).isEqualTo("1.0E-7");
        assertThat(Words.share(0.12345)).isEqualTo("12.3 %");
        assertThat(Words.share(0.0001)).isEqualTo("below 0.1 %");
        assertThat(Words.share(0)).isEqualTo("0.0 %");
    }

    private static void add(DistinctTexts texts, String text) {
        byte[] bytes = ("<" + text + ">").getBytes(UTF_8);
        texts.add(bytes, 1, bytes.length - 1);
    }
}
