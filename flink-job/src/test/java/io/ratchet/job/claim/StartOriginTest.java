package io.ratchet.job.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.job.record.UnreadableRecordException;
import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.RunContract;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StartOriginTest {
    @Test
    void comesBackAsItWasWritten() {
        RunContract contract =
                new RunContract(
                        new TreeMap<>(Map.of("input.topic", "flüge", "loss", "\"x\"")),
                        new TreeMap<>(Map.of("schedule", "rate 0.5")));
        RunStart start =
                new RunStart(
                        "flights",
                        3,
                        "flüge",
                        "id-7",
                        List.of(
                                new PartitionSpan(0, 5, 90),
                                new PartitionSpan(1, 6, PartitionSpan.OPEN)),
                        1234,
                        contract);
        StartOrigin origin =
                StartOrigin.of("job", "rocksdb", Map.of("a.metrics", "id-1"), List.of(start));

        assertThat(StartOrigin.decode(origin.encode())).isEqualTo(origin);
    }

    @Test
    void contractsOfManyColumnsTakeLittleRoom() {
        TreeMap<String, String> columns = new TreeMap<>();
        for (int column = 0; column < 10_000; column++) {
            columns.put(
                    "input.column.c" + column, "number " + column + ": mean 0.0, deviation 1.0");
        }
        RunStart start =
                new RunStart(
                        "wide",
                        1,
                        "in",
                        "id",
                        List.of(),
                        0,
                        new RunContract(columns, new TreeMap<>()));

        assertThat(StartOrigin.of("job", "rocksdb", Map.of(), List.of(start)).encode())
                .hasSizeLessThan(start.encode().length / 5);
    }

    @Test
    void refusesWhatItCannotRead() {
        byte[] text = "no origin".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> StartOrigin.decode(text))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining("start's origin of 9 bytes");
    }
}
