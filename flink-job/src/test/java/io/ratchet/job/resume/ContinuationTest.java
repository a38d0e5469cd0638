package io.ratchet.job.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.job.claim.JobHistory;
import io.ratchet.job.claim.Owner;
import io.ratchet.job.claim.RunStart;
import io.ratchet.job.claim.StartException;
import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.Configurations;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.contract.ContractCheck;
import io.ratchet.job.contract.LaterEnds;
import io.ratchet.job.contract.PlannedRun;
import io.ratchet.job.contract.TopicFacts;
import io.ratchet.job.discovery.Inspection;
import io.ratchet.job.discovery.SourceName;
import io.ratchet.operator.end.EndedRuns;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.RefusalCounts;
import io.ratchet.training.run.RunContract;
import io.ratchet.training.run.RunHistory;
import io.ratchet.training.run.RunStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.core.fs.Path;
import org.junit.jupiter.api.Test;

/** From what a job goes on, and with which sources, wherever a start of it has died. */
class ContinuationTest {
    private static final long STOOD_AT = 40;

    private final Map<String, RunStart> starts = new HashMap<>();
    private final Map<String, RunStateRecord> states = new HashMap<>();

    @Test
    void aNewRunGoesOnBesideOneThatHasEndedHoweverOftenItsStartDies() {
        begun("a");
        reported("a", RunStatus.SUCCEEDED);
        Inspection lastState = taken(Set.of("a"), source("a", 0));

        Continuation first = continuation(job("a", "b"), lastState);
        assertThat(first.isBehindEnd()).isTrue();
        assertThat(first.ends()).isEqualTo(1);
        fixed(first, "b");
        for (int start = 0; start < 3; start++) {
            Continuation again = continuation(job("a", "b"), lastState);
            assertThat(again.isBehindEnd()).as("the old source is left aside").isTrue();
            assertThat(again.ends()).isEqualTo(1);
            assertThat(again.history().starts()).isEqualTo(starts);
        }

        Inspection since = taken(Set.of("a"), source("a", 1), source("b", 1));
        assertThat(continuation(job("a", "b"), since).isBehindEnd()).isFalse();
        assertThat(continuation(job("a", "b"), since).ends()).isEqualTo(1);
        reported("b", RunStatus.TRAINING);
        assertThat(continuation(job("a", "b"), lastState).isBehindEnd()).as("fallen back").isTrue();
    }

    @Test
    void aRunThatTakesThePlaceOfOneThatHasEndedGoesOnHoweverOftenItsStartDies() {
        begun("a");
        reported("a", RunStatus.SUCCEEDED);
        Inspection lastState = taken(Set.of("a"), source("a", 0));

        fixed(continuation(job("b"), lastState), "b");
        Continuation again = continuation(job("b"), lastState);

        assertThat(again.isBehindEnd()).isTrue();
        assertThat(again.ends()).isEqualTo(1);
        assertThat(Objects.requireNonNull(again.history().starts().get("a")).ends())
                .as("it can come back")
                .isEqualTo(1);
        fixed(continuation(job("c"), lastState), "c");
        assertThat(continuation(job("c"), lastState).isBehindEnd()).isTrue();
    }

    @Test
    void whatWasTakenBeforeTheEndIsRefusedWithWhatToBringBack() {
        begun("a");
        reported("a", RunStatus.SUCCEEDED);
        fixed(continuation(job("a", "b"), taken(Set.of("a"), source("a", 0))), "b");

        assertThatThrownBy(() -> continuation(job("a", "b"), taken(Set.of(), source("a", 0))))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("it was taken before all of its runs had ended")
                .hasMessageContaining("0 times then, and 1 times now")
                .hasMessageContaining("generation-1/ended");
    }

    /** The blocks would come once more, or follow on others that the run has passed over. */
    @Test
    void whatHoldsBlocksFromBehindTheEndIsRefusedUntilALastStateIsKept() {
        begun("a");
        reported("a", RunStatus.SUCCEEDED);
        Inspection one = taken(Set.of("a"), source("a", 0)).reading(Set.of(source("a", 0)), true);

        assertThatThrownBy(() -> continuation(job("a", "b"), one))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("had ended when file:/taken was taken")
                .hasMessageContaining("Start the job once with the runs and ends that it had then");
        assertThat(continuation(job("a"), one).isBehindEnd()).as("to keep it").isFalse();
    }

    @Test
    void aRunThatHasNotEndedIsNotLeftOutWhenTheOthersGoOn() {
        begun("a");
        begun("b");
        reported("a", RunStatus.SUCCEEDED);
        reported("b", RunStatus.TRAINING);
        Inspection one = taken(Set.of("a"), source("a", 0), source("b", 0));

        assertThatThrownBy(() -> continuation(job("a", "c"), one))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("Run 'b' is not configured any more, and has not ended")
                .hasMessageContaining("at step 5");
    }

    @Test
    void aSourceThatNobodyReadsAnyMoreIsNamedWithItsRun() {
        begun("a");
        begun("b");
        reported("a", RunStatus.TRAINING);
        reported("b", RunStatus.TRAINING);
        Inspection one = taken(Set.of(), source("a", 0), source("b", 0));

        assertThatThrownBy(() -> refuse(job("a"), one))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("it reads topic 'in' for run 'b', which no configured run")
                .hasMessageContaining("Put the run back into the configuration")
                .hasMessageNotContaining("run 'a'");
        assertThatCode(() -> refuse(job("a", "b"), one)).doesNotThrowAnyException();
        reported("a", RunStatus.SUCCEEDED);
        reported("b", RunStatus.SUCCEEDED);
        Inspection ended = taken(Set.of("a", "b"), source("a", 0), source("b", 0));
        assertThatCode(() -> refuse(job("a", "c"), ended)).doesNotThrowAnyException();
    }

    @Test
    void aNewRunIsNotSentBehindWhereOthersHaveReadOn() {
        starts.put("a", start("a", 1));
        reported("a", RunStatus.TRAINING);
        Inspection one = taken(Set.of(), new SourceName("in", "", 0));

        assertThatThrownBy(() -> refuse(job("b").replace("batch: 7", "order: arrival"), one))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("Run 'b' is new, but other runs of job 'flights'");
    }

    /** The run-state topic was lost, and that was accepted. */
    @Test
    void whatNothingIsKnownOfGoesOnWithTheSourcesThatItHas() {
        Continuation on = continuation(job("a"), taken(Set.of(), source("a", 2), source("b", 2)));

        assertThat(on.isBehindEnd()).isFalse();
        assertThat(on.ends()).isEqualTo(2);
    }

    @Test
    void namesOfSourcesAreReadAsTheyAreWritten() {
        for (SourceName name :
                List.of(source("a", 0), source("a", 12), new SourceName("in", "", 3))) {
            assertThat(SourceName.ofUid(name.uid())).hasValue(name);
        }
        assertThat(SourceName.ofUid("decode-in/a")).isEmpty();
        assertThat(source("a", 0).uid()).as("of old checkpoints").isEqualTo("source-in/a");
        assertThat(source("a", 1).uid()).isEqualTo("source-in/a//1");
    }

    private void begun(String run) {
        starts.put(run, start(run, 2));
    }

    private static RunStart start(String run, int partitions) {
        List<PartitionSpan> spans =
                List.of(
                        new PartitionSpan(0, 0, PartitionSpan.OPEN),
                        new PartitionSpan(1, 0, PartitionSpan.OPEN));
        return new RunStart(run, 1, "in", "id", spans.subList(0, partitions), 0, RunContract.NONE);
    }

    private void reported(String run, RunStatus status) {
        states.put(
                run,
                new RunStateRecord(
                        run,
                        run,
                        1,
                        status,
                        5,
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
                        RunHistory.NONE));
    }

    /** A start has claimed the job, and died. */
    private void fixed(Continuation on, String newRun) {
        starts.clear();
        starts.putAll(on.history().starts());
        begun(newRun);
    }

    private static Inspection taken(Set<String> ended, SourceName... sources) {
        TreeMap<String, Map<Integer, Long>> positions = new TreeMap<>();
        ended.forEach(run -> positions.put(run, Map.of(0, STOOD_AT, 1, STOOD_AT)));
        return Inspection.whole(new Path("file:/taken"), 1, Set.of(), new EndedRuns(positions))
                .reading(Set.of(sources), false);
    }

    private static SourceName source(String run, int ends) {
        return new SourceName("in", run, ends);
    }

    private JobHistory history() {
        return new JobHistory(
                starts.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Owner("flights", 1, 1, "token", 0)),
                starts,
                states,
                Map.of());
    }

    private Continuation continuation(String job, Inspection whole) {
        JobConfiguration configuration = ConfigurationReader.read("test", job);
        return Continuation.of(
                configuration,
                history(),
                Standing.of(configuration, history(), 1),
                LaterEnds.NONE,
                Optional.of(whole));
    }

    private void refuse(String job, Inspection whole) {
        JobConfiguration configuration = ConfigurationReader.read("test", job);
        Continuation on = continuation(job, whole);
        List<PlannedRun> runs =
                configuration.runs().stream()
                        .map(
                                run ->
                                        ContractCheck.begun(
                                                run,
                                                starts.getOrDefault(run.id(), start(run.id(), 2)),
                                                new TopicFacts("id", 2)))
                        .toList();
        on.refuseOtherSources(Standing.of(configuration, history(), 1), "flights", runs);
    }

    private static String job(String... runs) {
        String text = Configurations.minimalWith("topic: flights", "topic: in\n      batch: 7");
        int begin = text.indexOf("  - id: flights");
        StringBuilder all = new StringBuilder(text.substring(0, begin));
        for (String run : runs) {
            all.append(text.substring(begin).replace("id: flights", "id: " + run));
        }
        return all.toString();
    }
}
