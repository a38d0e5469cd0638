package io.ratchet.job.sink;

import static io.ratchet.job.sink.SinkStage.STEPS;
import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.sink.SinkLife.Saved;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests that reach the broker long after they were sent, with its newest transaction protocol
 * and with the one of before Kafka 4.0 (KIP-890).
 */
@SuppressWarnings("try") // a harness may be interrupted
class LateRequestsITCase {
    @TempDir Path folder;

    /** The client has lost its connection and has asked again; both reach the broker. */
    @ParameterizedTest
    @ValueSource(shorts = {2, 0})
    void aCommitThatComesLateCommitsNothingOfALaterTransaction(short version) throws Exception {
        try (SinkStage stage = SinkStage.open(folder, version);
                BrokerProxy proxy = new BrokerProxy(stage.broker().port())) {
            Saved complete;
            try (SinkLife life = begin(stage, proxy)) {
                life.steps(1, 2).snapshot(1);
                proxy.holdNext(BrokerProxy.END_TXN, true);
                life.complete(1);
                assertThat(stage.committed(STEPS)).containsExactly("step 1", "step 2");
                complete = life.steps(3, 4).checkpoint(2);
                life.steps(5, 6).snapshot(3);

                proxy.release();

                assertThat(stage.committed(STEPS))
                        .containsExactly("step 1", "step 2", "step 3", "step 4");
            }
            try (SinkLife life = stage.begin(2, Optional.of(complete))) {
                life.steps(5, 6).checkpoint(3);
            }
            assertThat(stage.committed(STEPS))
                    .containsExactly("step 1", "step 2", "step 3", "step 4", "step 5", "step 6");
        }
    }

    /** What an older start has sent is on its way while a newer one begins. */
    @ParameterizedTest
    @ValueSource(shorts = {2, 0})
    void recordsThatComeLateAreNotTakenAndHideNothing(short version) throws Exception {
        try (SinkStage stage = SinkStage.open(folder, version);
                BrokerProxy proxy = new BrokerProxy(stage.broker().port());
                SinkLife older = begin(stage, proxy)) {
            proxy.holdNext(BrokerProxy.PRODUCE, false);
            older.steps(1, 2);
            proxy.awaitHeld();
            try (SinkLife newer = stage.begin(2, Optional.empty())) {
                newer.steps(1, 2).checkpoint(1);

                proxy.release();

                newer.steps(3, 3).checkpoint(2);
                newer.steps(4, 4).checkpoint(3);
            }
            assertThat(stage.committed(STEPS))
                    .containsExactly("step 1", "step 2", "step 3", "step 4");
        }
    }

    private static SinkLife begin(SinkStage stage, BrokerProxy proxy) throws Exception {
        return SinkLife.begin(
                stage.start(
                        1,
                        Optional.empty(),
                        Map.of("bootstrap.servers", proxy.bootstrapServers()),
                        CommitInterceptor.NONE,
                        false),
                Optional.empty());
    }
}
