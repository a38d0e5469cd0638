package io.ratchet.job.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ratchet.job.plain.PlainLoop;
import io.ratchet.job.record.QuarantineEntry;
import io.ratchet.operator.result.StepRecord;
import io.ratchet.training.batch.Places;
import io.ratchet.training.run.EvaluationSpec;
import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.Progress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoReportTest {
    private static final List<PartitionSpan> SPANS = List.of(new PartitionSpan(0, 0, 9));
    private static final Interruption SURVIVED = new Interruption(FaultKind.STEP, 7, 5, 2, 0.5, 9);

    @Test
    void holdsWhereEverythingDoes(@TempDir Path folder) throws Exception {
        DemoReport report = report("a", run(step(1, 0, 4), step(2, 4, 8)), List.of(SURVIVED));

        assertThat(report.holds()).isTrue();

        Path file = folder.resolve("new/report.json");
        report.writeJson(file);
        JsonNode json = new ObjectMapper().readTree(file.toFile());
        assertThat(json.get("identical").booleanValue()).isTrue();
        assertThat(json.get("interruptions").intValue()).isEqualTo(1);
        assertThat(json.get("gaps").longValue()).isZero();
        assertThat(json.get("repeats").longValue()).isZero();
        assertThat(json.get("resumedAtStep").get(0).longValue()).isEqualTo(5);
        assertThat(json.get("replayedSteps").get(0).longValue()).isEqualTo(2);
        assertThat(json.get("recoverySeconds").get("p95").doubleValue()).isEqualTo(0.5);
    }

    @Test
    void failsWhereTheModelDiffers() {
        assertThat(report("b", run(step(1, 0, 4), step(2, 4, 8)), List.of(SURVIVED)).holds())
                .isFalse();
    }

    @Test
    void failsWhereARecordIsMissing() {
        assertThat(report("a", run(step(1, 0, 4), step(2, 5, 8)), List.of(SURVIVED)).holds())
                .isFalse();
    }

    @Test
    void failsWhereARecordIsCountedTwice() {
        assertThat(report("a", run(step(1, 0, 4), step(2, 3, 8)), List.of(SURVIVED)).holds())
                .isFalse();
    }

    @Test
    void failsWhereAStepIsReportedTwice() {
        CommittedRun run = run(step(1, 0, 4), step(2, 4, 8), step(2, 4, 8));

        assertThat(report("a", run, List.of(SURVIVED)).holds()).isFalse();
    }

    @Test
    void failsWithFewerInterruptionsThanAskedFor() {
        assertThat(report("a", run(step(1, 0, 4), step(2, 4, 8)), List.of()).holds()).isFalse();
    }

    @Test
    void failsWhereARecoveryBeganAtNothing() {
        Interruption fromNothing = new Interruption(FaultKind.STEP, 7, 0, 7, 0.5, 9);

        assertThat(report("a", run(step(1, 0, 4), step(2, 4, 8)), List.of(fromNothing)).holds())
                .isFalse();
    }

    private static DemoReport report(
            String interruptedSha256, CommittedRun run, List<Interruption> survived) {
        CommittedRun calm = run(step(1, 0, 4), step(2, 4, 8));
        return new DemoReport(
                1,
                42,
                new PlainLoop.Result("a", Progress.start(EvaluationSpec.LOSS), 1),
                new DemoReport.JobEnd("a", calm, calm.gaps(SPANS), 1, 1),
                new DemoReport.JobEnd(interruptedSha256, run, run.gaps(SPANS), 1, 1),
                survived);
    }

    private static CommittedRun run(StepRecord... steps) {
        QuarantineEntry broken =
                new QuarantineEntry(
                        QuarantineEntry.RECORD,
                        "run",
                        1,
                        "malformed",
                        "",
                        "topic",
                        Places.of(0, 8, 9),
                        0,
                        "",
                        new byte[0]);
        return new CommittedRun(List.of(steps), List.of(broken));
    }

    private static StepRecord step(long step, long from, long to) {
        return new StepRecord(
                "run",
                "run",
                1,
                step,
                0.5f,
                0.5,
                1,
                0.1,
                4,
                4 * step,
                0.5,
                Places.of(0, from, to),
                step);
    }
}
