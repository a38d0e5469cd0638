package io.ratchet.job.sample;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Columns that share how many texts they may tell apart. */
class TextBudgetTest {
    @Test
    void isSpentOnceForAllColumns() {
        TextBudget budget = new TextBudget(5);
        DistinctTexts first = new DistinctTexts(budget);
        DistinctTexts second = new DistinctTexts(budget);

        add(first, "a", "b", "a", "b", "a");
        assertThat(first.count()).as("a text that comes again costs nothing").isEqualTo(2);
        add(second, "a", "b", "c");
        assertThat(second.isMore()).isFalse();
        add(first, "a", "c", "d");

        assertThat(first.isMore()).isTrue();
        assertThat(first.words()).isEqualTo("3 or more");
        assertThat(first.toldApartOf()).as("with the one that was too much").isEqualTo(7);
        assertThat(first.isCounted()).as("few texts are counted all the same").isTrue();
        add(second, "a");
        assertThat(second.isMore()).as("what it knows already costs nothing").isFalse();
    }

    private static void add(DistinctTexts texts, String... all) {
        for (String text : all) {
            byte[] bytes = text.getBytes(UTF_8);
            texts.add(bytes, 0, bytes.length);
        }
    }
}
