package io.ratchet.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.tests.support.AgreedRun;
import io.ratchet.tests.support.Await;
import io.ratchet.tests.support.Faults;
import io.ratchet.tests.support.JobLife;
import io.ratchet.tests.support.OneRun;
import io.ratchet.tests.support.StepFollower;
import io.ratchet.tests.support.TestBroker;
import io.ratchet.tests.support.TrainProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that goes on where the libraries take other kernels than they took before. */
class OtherProcessorITCase {
    @TempDir Path folder;

    @Test
    void aResumeWithOtherKernelsIsSaidOnTheConsoleAndWrittenDown() throws Exception {
        try (TestBroker broker = TestBroker.start(folder.resolve("kafka"))) {
            OneRun.fill(broker);
            JobConfiguration job = OneRun.job(broker, folder);
            trainSome(broker, job);
            Path file = folder.resolve("job.yaml");
            Files.writeString(file, OneRun.text(broker, folder, "15 min"));

            try (TrainProcess process =
                    TrainProcess.start(
                            file,
                            folder.resolve("other.log"),
                            List.of(),
                            Map.of("ATEN_CPU_CAPABILITY", "default"))) {
                assertThat(process.exitCode()).as(process.output()).isZero();
                assertThat(process.output())
                        .containsPattern(
                                "Run 'run' goes on at step [1-9][0-9]* with another engine.cpu:"
                                        + " .* before, .* ATEN_CPU_CAPABILITY=default now");
            }

            assertWrittenDown(AgreedRun.lastState(broker.bootstrap(), job.topics().runState()));
            assertWrittenDown(
                    AgreedRun.lineage(folder.resolve("models"), OneRun.STEPS).orElseThrow());
        }
    }

    private static void assertWrittenDown(JsonNode record) {
        JsonNode entry = record.at("/history/entries/1");
        assertThat(entry.path("step").asLong()).isPositive();
        assertThat(entry.path("parent").asText()).contains("/chk-");
        assertThat(entry.at("/changes/0/name").asText()).isEqualTo("engine.cpu");
        assertThat(entry.at("/changes/0/before").asText()).doesNotContain("default");
        assertThat(entry.at("/changes/0/now").asText()).endsWith("ATEN_CPU_CAPABILITY=default");
    }

    private static void trainSome(TestBroker broker, JobConfiguration job) throws Exception {
        Faults faults = Faults.of(job.job(), 0);
        faults.slowFrom("run", OneRun.STEPS / 4);
        try (JobLife life = JobLife.start(job);
                StepFollower committed =
                        StepFollower.committed(broker.clients(), job.topics().metrics())) {
            Await.until("a committed step", () -> committed.of("run") >= OneRun.STEPS / 8);
            assertThat(life.cluster().status(life.id()).isGloballyTerminalState()).isFalse();
        }
    }
}
