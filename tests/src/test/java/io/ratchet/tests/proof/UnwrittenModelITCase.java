package io.ratchet.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.resume.StartDecision;
import io.ratchet.tests.support.Await;
import io.ratchet.tests.support.Faults;
import io.ratchet.tests.support.JobLife;
import io.ratchet.tests.support.OneRun;
import io.ratchet.tests.support.Outcome;
import io.ratchet.tests.support.Place;
import io.ratchet.tests.support.TestBroker;
import io.ratchet.tests.support.Truth;
import io.ratchet.training.run.RunStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lets everything die after a run's end is committed and before its model is written. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class UnwrittenModelITCase {
    @TempDir Path folder;

    @Test
    void theNextStartWritesTheModelThatACrashHasKeptFromBeingWritten() throws Exception {
        try (TestBroker broker = TestBroker.start(folder.resolve("kafka"))) {
            List<Place> records = OneRun.fill(broker);
            JobConfiguration job = OneRun.job(broker, folder);
            Path models = job.train().modelDirectory();
            Path model = models.resolve("run/generation-1/" + OneRun.STEPS + "/model.safetensors");
            Files.createDirectories(models.getParent());
            Files.writeString(models, "in the way");
            Faults.of(job.job(), 0);

            try (JobLife life = JobLife.start(job)) {
                Await.until(
                        "the end of " + life.id() + " is committed", () -> hasEnded(broker, job));
            }
            Files.delete(models);
            try (JobLife life = JobLife.start(job)) {
                assertThat(life.result().getSerializedThrowable()).isEmpty();
                assertThat(model).exists();
                Outcome outcome =
                        Objects.requireNonNull(Outcome.read(broker.clients(), job).get(OneRun.ID));
                assertThat(outcome.sha256()).isEqualTo(Truth.of(life.plan()).get(OneRun.ID));
                assertThat(outcome.steps()).hasSize(OneRun.STEPS);
                assertThat(outcome.repeats()).isZero();
                assertThat(outcome.gaps(records)).isZero();
            }
            assertThat(JobLife.decide(job)).isInstanceOf(StartDecision.Ended.class);
        }
    }

    private static boolean hasEnded(TestBroker broker, JobConfiguration job) {
        return Outcome.everyState(
                broker.clients(), job, state -> state.status() == RunStatus.SUCCEEDED);
    }
}
