package io.ratchet.job.sink;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.job.claim.Owner;
import io.ratchet.job.claim.OwnerClaim;
import io.ratchet.operator.restore.RestorePoint;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.core.fs.Path;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class RestoredCommitTest {
    /** Where nobody answers, it may still be open: what is read then would tell nothing. */
    @Test
    void noAnswerIsNotTakenForItsEnd() {
        SinkTask task =
                new SinkTask(
                        List.of("metrics"),
                        Map.of("bootstrap.servers", "127.0.0.1:1"),
                        Map.of("max.block.ms", "200"),
                        Duration.ofSeconds(20),
                        new OwnerClaim(new Owner("job", 1, 1, "token", 0), "run-state", 0, 0),
                        RestorePoint.nothing(new Path("file:///nowhere")),
                        false,
                        false,
                        Set.of("run"),
                        Set.of(),
                        ReadAgain.NOTHING,
                        CommitInterceptor.NONE);
        SinkState.Prepared prepared =
                new SinkState.Prepared("ratchet/job/0/0", 7, (short) 1, new Positions());

        assertThatThrownBy(() -> TransactionPool.commitRestored(task, prepared))
                .isInstanceOf(KafkaException.class);
    }
}
