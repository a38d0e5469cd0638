package io.ratchet.job.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.training.run.RefusalCounts;
import io.ratchet.training.run.RunHistory;
import io.ratchet.training.run.RunStatus;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of runs where others have written on their topic. */
class CommittedStatesTest {
    private final CommittedStates committed = new CommittedStates();
    private long offset;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "",
                "5",
                "{\"v\":3,\"run\":\"run\",\"instance\":\"run\"}",
                "{\"v\":2,\"run\":\"run\",\"instance\":\"run\",\"status\":\"gone\"}",
                "{\"v\":2,\"run\":\"b\",\"instance\":\"b\",\"status\":\"training\"}"
            })
    void whatIsNoStateOfItsKeyDisplacesNone(String value) {
        take("run", bytes(state(4)));
        take("run", bytes(value));

        assertThat(committed.states()).containsOnlyKeys("run").containsEntry("run", state(4));
        assertThat(committed.foreign()).containsOnlyKeys("run");
        assertThat(committed.foreign().get("run"))
                .extracting(ForeignRecord::text)
                .asString()
                .startsWith("the record at offset 1 of partition 0 of states (key 'run', ")
                .contains(value.length() + " bytes that begin with '");

        take("run", bytes(state(5)));
        assertThat(committed.states()).containsEntry("run", state(5));
        assertThat(committed.foreign()).as("a state follows").isEmpty();
    }

    @Test
    void whatIsDeletedIsNotThereAnyMore() {
        take("run", bytes("hello"));
        take("run", null);

        assertThat(committed.foreign()).isEmpty();
        assertThat(committed.states()).isEmpty();
    }

    @Test
    void aRecordWithoutAKeyIsNoState() {
        take(null, bytes(state(1)));

        assertThat(committed.states()).isEmpty();
        assertThat(committed.foreign().values())
                .singleElement()
                .extracting(ForeignRecord::key)
                .isEqualTo("none");
    }

    private void take(@Nullable String key, byte @Nullable [] value) {
        committed.take(
                new ConsumerRecord<>(
                        "states", 0, offset++, key == null ? null : bytes(key), value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(RunStateRecord state) {
        return new RunStateCodec().encode(state).get(0);
    }

    private static RunStateRecord state(long step) {
        return new RunStateRecord(
                "run",
                "run",
                1,
                RunStatus.TRAINING,
                step,
                1,
                0,
                0,
                0,
                0,
                RefusalCounts.NONE,
                0,
                0,
                "",
                0,
                RunHistory.NONE);
    }
}
