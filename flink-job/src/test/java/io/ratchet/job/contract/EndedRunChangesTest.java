package io.ratchet.job.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.claim.JobHistory;
import io.ratchet.job.claim.RunStart;
import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.Configurations;
import io.ratchet.job.configuration.RunConfiguration;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.RefusalCounts;
import io.ratchet.training.run.RunContract;
import io.ratchet.training.run.RunHistory;
import io.ratchet.training.run.RunStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a start takes over of a run that has ended. */
class EndedRunChangesTest {
    private static final TopicFacts TOPIC = new TopicFacts("id", 1);

    private final ContractCheck check = new ContractCheck();
    private final RunStart begun =
            ContractCheck.begun(
                            run("5 %"),
                            new RunStart(
                                    "flights",
                                    1,
                                    "flights",
                                    "id",
                                    List.of(new PartitionSpan(0, 0, PartitionSpan.OPEN)),
                                    0,
                                    RunContract.NONE),
                            TOPIC)
                    .start();

    @Test
    void aRunThatHasEndedTakesNothingOverBeforeItGoesOn() {
        PlannedRun planned =
                check.topic(run("20 %"), begun, TOPIC, history(begun, RunStatus.REFUSED));

        assertThat(planned.start()).isEqualTo(begun);
        assertThat(check.notices())
                .singleElement()
                .asString()
                .contains("Run 'flights' has ended, and takes over refused-share")
                .endsWith("if it goes on.");
    }

    @Test
    void aRunThatGoesOnSaysSoOnceAndTakesOver() {
        RunStart goesOn = begun.goingOn(1, begun.spans(), List.of(12L));

        PlannedRun planned =
                check.topic(run("20 %"), goesOn, TOPIC, history(goesOn, RunStatus.REFUSED));

        assertThat(planned.start().contract().changeable()).containsEntry("refused-share", "0.2");
        assertThat(check.notices())
                .hasSize(2)
                .anySatisfy(notice -> assertThat(notice).contains("had ended, and goes on"))
                .anySatisfy(notice -> assertThat(notice).contains("takes over refused-share"));
    }

    @Test
    void aRunThatTrainsTakesOver() {
        PlannedRun planned =
                check.topic(run("20 %"), begun, TOPIC, history(begun, RunStatus.TRAINING));

        assertThat(planned.start().contract().changeable()).containsEntry("refused-share", "0.2");
        assertThat(check.notices())
                .singleElement()
                .asString()
                .contains("Run 'flights' takes over refused-share");
    }

    @Test
    void aRunWhoseEndIsPutBeforeWhereItStandsIsSaidToEndThere() {
        RunConfiguration shorter =
                ConfigurationReader.read("test", Configurations.MINIMAL + "    until: {steps: 5}\n")
                        .runs()
                        .get(0);

        check.topic(shorter, begun, TOPIC, history(begun, RunStatus.TRAINING));

        assertThat(check.notices())
                .anySatisfy(
                        notice ->
                                assertThat(notice)
                                        .contains("has come to step 5")
                                        .contains("trains no step more"));
    }

    private static RunConfiguration run(String share) {
        String text = Configurations.MINIMAL + "    refusedShare: " + share + "\n";
        return ConfigurationReader.read("test", text).runs().get(0);
    }

    private static JobHistory history(RunStart start, RunStatus status) {
        RunStateRecord state =
                new RunStateRecord(
                        "flights",
                        "flights",
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
                        RunHistory.NONE);
        return new JobHistory(
                Optional.empty(), Map.of("flights", start), Map.of("flights", state), Map.of());
    }
}
