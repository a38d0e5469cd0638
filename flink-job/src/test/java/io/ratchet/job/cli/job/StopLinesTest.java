package io.ratchet.job.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.operator.end.StoppedRun;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said of what an early end has kept. */
class StopLinesTest {
    private static final StoppedRun WRITTEN =
            new StoppedRun("a", 4711, "/models/a/model.safetensors", "0ff1ce", "");
    private static final StoppedRun UNWRITTEN =
            new StoppedRun("b", 12, "/models/b/model.safetensors", "", "no space left");

    @Test
    void namesTheCheckpointTheStepsAndTheModels() {
        assertThat(
                        StopLines.of(
                                Optional.of("file:/c/chk-12"),
                                Optional.of(List.of(WRITTEN, UNWRITTEN)),
                                true,
                                List.of()))
                .containsExactly(
                        "Kept: file:/c/chk-12",
                        "  run a: step 4,711, model /models/a/model.safetensors, SHA-256 0ff1ce",
                        "  run b: step 12. Its model was not written to"
                                + " /models/b/model.safetensors: no space left",
                        "The same command goes on from there.");
    }

    @Test
    void saysWhatTheTimeWasTooShortFor() {
        assertThat(StopLines.of(Optional.of("file:/c/chk-12"), Optional.empty(), false, List.of()))
                .containsExactly(
                        "Kept: file:/c/chk-12",
                        "  the models of the runs were not written in the time that was left",
                        "  readers of the topics see its last steps when the next start has begun",
                        "The same command goes on from there.");
        assertThat(StopLines.of(Optional.empty(), Optional.empty(), false, List.of()))
                .first()
                .asString()
                .startsWith("No further checkpoint was complete in time.");
    }
}
