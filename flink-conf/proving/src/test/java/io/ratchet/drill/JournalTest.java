package io.ratchet.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.drill.measure.Recovery;
import io.ratchet.drill.stage.DrillException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {
    private static final Journal.Entry FIRST =
            new Journal.Entry("step", new Recovery(Double.NaN, 0.2, 0.3, 0.4, 0.5, 12));

    @TempDir private Path folder;

    @Test
    void tellsWhatWasDoneBefore() throws Exception {
        Journal.open(folder, 7).add(FIRST);

        assertThat(Journal.open(folder, 7).entries()).containsExactly(FIRST);
    }

    @Test
    void aLineThatWasCutCountsForNothing() throws Exception {
        Journal.open(folder, 7).add(FIRST);
        Path file = folder.resolve("journal.jsonl");
        Files.writeString(file, "{\"fault\":\"so", StandardOpenOption.APPEND);

        Journal journal = Journal.open(folder, 7);
        assertThat(journal.entries()).containsExactly(FIRST);
        journal.add(FIRST);
        assertThat(journal.entries()).containsExactly(FIRST, FIRST);
    }

    @Test
    void aFirstLineThatWasCutIsWrittenAgain() throws Exception {
        Files.writeString(folder.resolve("journal.jsonl"), "{\"se");

        Journal.open(folder, 7).add(FIRST);

        assertThat(Journal.open(folder, 7).entries()).containsExactly(FIRST);
    }

    @Test
    void refusesAnotherSeed() throws Exception {
        Journal.open(folder, 7);

        assertThatThrownBy(() -> Journal.open(folder, 8))
                .isInstanceOf(DrillException.class)
                .hasMessageContaining("seed 7, not 8");
    }
}
