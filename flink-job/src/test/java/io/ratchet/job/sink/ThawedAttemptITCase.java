package io.ratchet.job.sink;

import static io.ratchet.job.sink.SinkStage.STEPS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ratchet.job.sink.SinkLife.Saved;
import io.ratchet.operator.TaskClosing;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An attempt of the sink stands still, its job begins elsewhere, and then it goes on: it takes
 * nothing of the one that lives, and hides nothing from readers.
 */
@SuppressWarnings({"NullAway.Init", "try"}) // JUnit fills the fields; a harness may be interrupted
@Timeout(60)
class ThawedAttemptITCase {
    @TempDir Path folder;

    /** It has written before it stood still, or nothing yet. */
    @ParameterizedTest
    @CsvSource({"2, true", "2, false", "0, true", "0, false"})
    void whatTheLivingOneHasPreparedIsCommitted(short version, boolean hasWritten)
            throws Exception {
        try (SinkStage stage = SinkStage.open(folder, version)) {
            Saved saved = stage.live();
            SinkTask start = stage.start(2, Optional.of(saved));
            SinkLife thawed = SinkLife.begin(start, Optional.of(saved));
            Saved last = hasWritten ? thawed.steps(3, 3).checkpoint(2) : saved;
            long next = hasWritten ? 4 : 3;
            try (SinkLife living = SinkLife.begin(start, Optional.of(last))) {
                living.steps(next, next).snapshot(3);

                // Its task is told late that it is cancelled.
                assertThatThrownBy(() -> thawed.steps(next, next).snapshot(3))
                        .isInstanceOf(Exception.class);

                living.complete(3);
                living.steps(next + 1, next + 1).checkpoint(4);
                assertThat(stage.committed(STEPS)).hasSize((int) next + 1).doesNotHaveDuplicates();
            } finally {
                TaskClosing.quietly(thawed);
            }
            assertThat(stage.mark()).isEmpty();
        }
    }

    /** A start of which there are four newer ones, all of which have begun. */
    @Test
    void aStartOfLongAgoTakesNothingEither() throws Exception {
        try (SinkStage stage = SinkStage.open(folder);
                SinkLife thawed = stage.begin(1, Optional.empty())) {
            for (long epoch = 2; epoch <= 4; epoch++) {
                stage.begin(epoch, Optional.empty()).close();
            }
            try (SinkLife living = stage.begin(5, Optional.empty())) {
                living.steps(1, 2).snapshot(1);

                assertThatThrownBy(() -> thawed.steps(1, 2).snapshot(1))
                        .isInstanceOf(Exception.class);

                living.complete(1);
                assertThat(stage.committed(STEPS)).containsExactly("step 1", "step 2");
            }
        }
    }

    /** It is about to look what is held, or to fence what was. */
    @ParameterizedTest
    @ValueSource(shorts = {BrokerProxy.DESCRIBE_TRANSACTIONS, BrokerProxy.INIT_PRODUCER_ID})
    void oneThatStoodStillWhileItBeganTakesNothingEither(short request) throws Exception {
        try (SinkStage stage = SinkStage.open(folder);
                BrokerProxy proxy = new BrokerProxy(stage.broker().port())) {
            Saved saved = stage.live();
            SinkTask slow =
                    stage.start(
                            2,
                            Optional.of(saved),
                            Map.of("bootstrap.servers", proxy.bootstrapServers()),
                            CommitInterceptor.NONE,
                            false);
            proxy.hold(request, 2, false);
            CompletableFuture<SinkLife> thawed =
                    CompletableFuture.supplyAsync(() -> begin(slow, saved));
            proxy.awaitHeld();
            SinkTask start = stage.sameStart(slow, stage.clients());
            try (SinkLife living = SinkLife.begin(start, Optional.of(saved))) {
                living.steps(3, 3).snapshot(2);

                proxy.release();

                living.complete(2);
                assertThatThrownBy(() -> thawed.join().steps(4, 4).snapshot(2))
                        .hasStackTraceContaining("begun again elsewhere");
                living.steps(4, 4).checkpoint(3);
                assertThat(stage.committed(STEPS))
                        .containsExactly("step 1", "step 2", "step 3", "step 4");
            } finally {
                TaskClosing.quietly(thawed.isCompletedExceptionally() ? null : thawed.join());
            }
            assertThat(stage.mark()).isEmpty();
        }
    }

    /** It goes on behind its look, and the newer one did not see the id that it takes. */
    @ParameterizedTest
    @ValueSource(shorts = {2, 0})
    void oneThatStoodStillWhileItTookAnIdHidesNothing(short version) throws Exception {
        try (SinkStage stage = SinkStage.open(folder, version);
                BrokerProxy proxy = new BrokerProxy(stage.broker().port())) {
            SinkTask slow =
                    stage.start(
                            1,
                            Optional.empty(),
                            Map.of("bootstrap.servers", proxy.bootstrapServers()),
                            CommitInterceptor.NONE,
                            false);
            SinkLife thawed = SinkLife.begin(slow, Optional.empty());
            proxy.hold(BrokerProxy.INIT_PRODUCER_ID, 1, false);
            CompletableFuture<Throwable> end =
                    CompletableFuture.supplyAsync(
                            () -> catchThrowable(() -> thawed.steps(1, 1).snapshot(1)));
            proxy.awaitHeld();
            SinkTask start = stage.sameStart(slow, stage.clients());
            try (SinkLife living = SinkLife.begin(start, Optional.empty())) {
                living.steps(1, 1).snapshot(1);

                proxy.release();

                assertThat(end.join()).hasStackTraceContaining("begun again elsewhere");
                living.complete(1);
                living.steps(2, 2).checkpoint(2);
                assertThat(stage.committed(STEPS)).containsExactly("step 1", "step 2");
            } finally {
                TaskClosing.quietly(thawed);
            }
        }
    }

    /** Lives are counted anew, and it still has the ids that would come first. */
    @Test
    void oneThatIsNoLongerCountedTakesNothingEither() throws Exception {
        try (SinkStage stage = SinkStage.open(folder, SinkStage.FORGETFUL);
                BrokerProxy proxy = new BrokerProxy(stage.broker().port())) {
            SinkTask start =
                    stage.start(
                            1,
                            Optional.empty(),
                            Map.of("bootstrap.servers", proxy.bootstrapServers()),
                            CommitInterceptor.NONE,
                            false);
            SinkLife thawed = SinkLife.begin(start, Optional.empty());
            thawed.steps(1, 1).snapshot(1);
            proxy.holdNext(BrokerProxy.INIT_PRODUCER_ID, false);
            CompletableFuture<Throwable> end =
                    CompletableFuture.supplyAsync(
                            () -> catchThrowable(() -> thawed.steps(2, 2).snapshot(2)));
            proxy.awaitHeld();
            stage.awaitForgotten(TransactionalIds.count(SinkStage.JOB));
            try (SinkLife living =
                    SinkLife.begin(stage.sameStart(start, stage.clients()), Optional.empty())) {
                living.steps(1, 1).snapshot(1);
                living.steps(2, 2).snapshot(2);

                proxy.release();
                end.join();

                living.complete(2);
                assertThat(stage.committed(STEPS)).containsExactly("step 1", "step 2");
            } finally {
                TaskClosing.quietly(thawed);
            }
        }
    }

    private static SinkLife begin(SinkTask task, Saved saved) {
        try {
            return SinkLife.begin(task, Optional.of(saved));
        } catch (Exception failure) {
            throw new CompletionException(failure);
        }
    }
}
