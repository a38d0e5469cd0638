package io.ratchet.job.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ratchet.job.claim.StartException;
import io.ratchet.training.run.PartitionSpan;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a later start may be configured otherwise, and two starts that meet. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class StartContractITCase {
    @TempDir static Path folder;

    private static StartStage stage;

    private String job;

    @BeforeAll
    static void startBroker() {
        stage = StartStage.start(folder);
    }

    @AfterAll
    static void stopBroker() {
        stage.close();
    }

    @BeforeEach
    void makeTopics() throws Exception {
        job = stage.makeJob();
        stage.produce(job, 0, 1, 2, 3, 4);
        stage.produce(job, 1, 5, 6);
    }

    /** What stands in the configuration, what is put there, and what is said. */
    private static final String FIXED =
            """
            mean: 700|mean: 0|input.column.distance: field 1, number 1: mean 700.0
            deviation: 500|deviation: 1|deviation 500.0
            above: 15|above: 16|input.column.delay: field 3, label: above 15.0 before
            buckets: 64|buckets: 65|input.column.carrier: field 2, id 1: hash in 64 buckets
            name: carrier|name: airline|input.column.airline: absent before
            format: csv|format: json|input.format: csv before, json now
            format: csv|format: csv~maxRecordBytes: 1 mb|input.max-record-bytes: 16777216
            format: csv|format: csv~batch: 7|input.batch: 256 before, 7 now
            format: csv|format: csv~order: arrival|order: turns before, arrival now
            format: csv|format: csv~key: other|input.key: none before, "other" now
            type: tabular|type: tabular, embedding: 3|model.embedding:
            type: adamw|type: adagrad|optimizer: adamw before, adagrad now
            loss: binary|seed: 9^loss: binary|seed: 42 before, 9 now
            """;

    @Test
    void whatMayNotChangeIsRefusedBeforeAnythingIsClaimed() throws Exception {
        stage.go(job, stage.text(job));
        List<JsonNode> before = stage.claims(job);
        for (String line : FIXED.lines().toList()) {
            List<String> change = List.of(line.split("\\|", 3));
            String to = change.get(1).replace("~", "\n      ").replace("^", "\n    ");
            String changed = stage.text(job).replace(change.get(0), to);
            assertThat(changed).as(line).isNotEqualTo(stage.text(job));

            assertThatThrownBy(() -> stage.plan(job, changed))
                    .as(line)
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("run 'flights'")
                    .hasMessageContaining(change.get(2))
                    .hasMessageContaining("resume: never");
        }
        assertThat(stage.claims(job)).isEqualTo(before);
    }

    @Test
    void swappedColumnsAreNamedOneByOne() throws Exception {
        String distance = "- {name: distance, type: numeric, mean: 700, deviation: 500}";
        String carrier = "- {name: carrier, type: numeric}";
        String two =
                stage.text(job).replace("- {name: carrier, type: hashed, buckets: 64}", carrier);
        String swapped =
                two.replace(distance, "swap").replace(carrier, distance).replace("swap", carrier);
        stage.go(job, two);

        assertThatThrownBy(() -> stage.plan(job, swapped))
                .hasMessageContaining("input.column.carrier: field 2, number 2: mean 0.0")
                .hasMessageContaining("before, field 1, number 1: mean 0.0")
                .hasMessageContaining("input.column.distance: field 1, number 1: mean 700.0")
                .hasMessageContaining("before, field 2, number 2: mean 700.0");
    }

    @Test
    void whatMayChangeIsTakenOverSaidAndStored() throws Exception {
        stage.go(job, stage.text(job));

        JobPlan plan =
                stage.go(
                        job,
                        stage.text(job)
                                .replace("{type: adamw}", "{type: adamw, learningRate: 0.5}"));

        assertThat(plan.notices())
                .singleElement()
                .asString()
                .startsWith("Run 'flights' takes over schedule: rate ")
                .endsWith(" before, rate 0.5 now.");
        assertThat(stage.contracts(job))
                .singleElement()
                .satisfies(
                        one ->
                                assertThat(one.at("/changeable/schedule").asText())
                                        .isEqualTo("rate 0.5"));
        assertThat(stage.go(job, stage.text(job)).notices()).hasSize(1);
    }

    @Test
    void otherCodeOfAUsersModelIsTakenOverSaidAndStored(@TempDir Path classes) throws Exception {
        String custom = stage.text(job).replace("type: tabular", "type: custom, class: user.Own");
        Callable<JobPlan> start = () -> stage.go(job, custom);
        CompiledModel.with(classes.resolve("first"), 1, start);

        JobPlan rebuilt = CompiledModel.with(classes.resolve("rebuilt"), 1, start);
        JobPlan changed = CompiledModel.with(classes.resolve("changed"), 2, start);

        assertThat(rebuilt.notices()).isEmpty();
        assertThat(changed.notices())
                .singleElement()
                .asString()
                .startsWith("Run 'flights' takes over model.code: sha256 ");
        assertThat(stage.contracts(job))
                .singleElement()
                .satisfies(
                        one ->
                                assertThat(one.at("/changeable/model.code").asText())
                                        .matches("sha256 [0-9a-f]{64}"));
    }

    @Test
    void aTopicThatWasMadeAgainIsRefusedUnlessItIsVouchedFor() throws Exception {
        String before = stage.topicId(job);
        stage.go(job, stage.text(job));
        stage.makeInputAgain(job, 2);
        stage.produce(job, 0, 1, 2, 3, 4);
        String now = stage.topicId(job);

        assertThatThrownBy(() -> stage.plan(job, stage.text(job)))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("its id was " + before + " and is " + now)
                .hasMessageContaining("resume: never")
                .hasMessageContaining("sameRecordsAs: " + before);

        String vouched = stage.withInput(job, "sameRecordsAs: " + before);
        assertThat(stage.go(job, vouched).notices())
                .singleElement()
                .asString()
                .contains("input.topic-now: " + before, now + " with 2 partitions now");
        assertThat(stage.go(job, stage.text(job)).notices()).isEmpty();
    }

    /** Whoever says that a backup is the same topic says nothing of what comes after it. */
    @Test
    void aTopicThatIsMadeAgainOnceMoreIsRefusedThoughTheFirstWasVouchedFor() throws Exception {
        String first = stage.topicId(job);
        String vouched = stage.withInput(job, "sameRecordsAs: " + first);
        stage.go(job, stage.text(job));
        stage.makeInputAgain(job, 2);
        stage.go(job, vouched);
        String second = stage.topicId(job);
        stage.makeInputAgain(job, 2);
        String third = stage.topicId(job);

        for (String text : List.of(vouched, stage.text(job))) {
            assertThatThrownBy(() -> stage.plan(job, text))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("its id was " + second + " and is " + third)
                    .hasMessageContaining("sameRecordsAs: " + second);
        }
        assertThat(stage.go(job, stage.withInput(job, "sameRecordsAs: " + second)).notices())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "delete, retention.ms, 604800000",
        "'compact,delete', retention.ms, 604800000",
        "delete, retention.bytes, 1000000"
    })
    void aTopicThatDeletesClaimsIsRefused(String policy, String retention, String limit)
            throws Exception {
        stage.setRunState(job, "cleanup.policy", policy, "retention.ms", "-1", retention, limit);

        assertThatThrownBy(() -> stage.plan(job, stage.text(job) + "resume: never\n"))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("cleanup.policy " + policy + ", " + retention + " " + limit)
                .hasMessageContaining("--add-config cleanup.policy=compact");
        assertThat(stage.claims(job)).isEmpty();
    }

    @Test
    void aTopicThatKeepsAllClaimsForEverIsSaidToGrow() throws Exception {
        stage.setRunState(job, "cleanup.policy", "delete", "retention.ms", "-1");

        assertThat(stage.go(job, stage.text(job)).notices())
                .singleElement()
                .asString()
                .contains("is not compacted", "cleanup.policy=compact");
    }

    /** What was claimed there cannot be told, so that not even a generation could be counted. */
    @ParameterizedTest
    @CsvSource({"auto, #claim/1/t", "never, #claim/1/t", "never, #contract/t/flights"})
    void whatAnEarlierBuildHasWrittenIsRefusedWithWhatToDo(String resume, String key) {
        stage.writeRunState(job, job + key, "{\"v\":1,\"epoch\":1}");

        assertThatThrownBy(() -> stage.plan(job, stage.text(job) + "resume: " + resume + "\n"))
                .hasMessageContaining("it has version 1, this build reads version 2")
                .hasMessageContaining("give the job other topics (topics.prefix)");
    }

    @Test
    void anOlderProtocolOfTransactionsIsRefusedUnlessItIsAccepted() throws Exception {
        String accepting =
                stage.text(job).replace("kafka: {", "kafka: {acceptOlderTransactions: true, ");
        assertThat(stage.go(job, accepting).notices()).isEmpty();
        stage.setTransactionVersion(1);
        try {
            assertThatThrownBy(() -> stage.plan(job, stage.text(job)))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("transaction.version is 1, below 2")
                    .hasMessageContaining("acceptOlderTransactions: true");
            assertThat(stage.go(job, accepting).notices())
                    .as("the user is told")
                    .singleElement()
                    .asString()
                    .contains("transaction.version is 1, below 2", "This is accepted");
        } finally {
            stage.setTransactionVersion(2);
        }
    }

    @Test
    void partitionsThatWereAddedAreNotReadAndSaidToBe() throws Exception {
        stage.go(job, stage.text(job));
        stage.addPartitions(job, 4);

        JobPlan plan = stage.go(job, stage.text(job));

        assertThat(plan.notices())
                .anyMatch(
                        notice ->
                                notice.contains("Not read")
                                        && notice.contains("has 4 partitions now, and had 2"));
        assertThat(plan.runs().get(0).spans()).hasSize(2);
    }

    @Test
    void aKeyThatGoesToAnotherPartitionNowIsRefused() throws Exception {
        String moves = stage.keyThatMoves(2, 4, true);
        String stays = stage.keyThatMoves(2, 4, false);
        String keyed = stage.withInput(job, "key: " + moves);
        stage.go(job, keyed);
        String other = stage.makeJob();
        stage.produce(other, 0, 1);
        stage.produce(other, 1, 1);
        String kept = stage.withInput(other, "key: " + stays);
        stage.go(other, kept);
        stage.addPartitions(job, 4);
        stage.addPartitions(other, 4);

        assertThatThrownBy(() -> stage.plan(job, keyed))
                .hasMessageContaining("records of its key '" + moves + "' go to partition");
        assertThat(stage.go(other, kept).notices()).isNotEmpty();
    }

    /** The late one has read before the other has claimed, and writes behind it. */
    @Test
    void ofTwoFirstStartsAtOnceTheLateOneWritesNothingThatCounts() throws Exception {
        JobPlan[] first = new JobPlan[1];

        assertThatThrownBy(
                        () ->
                                stage.planWith(
                                        job,
                                        stage.text(job),
                                        () -> first[0] = stage.go(job, stage.text(job))))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("was claimed by another start, as epoch 1")
                .hasMessageContaining("nothing that it has written counts");

        stage.check(first[0]);
        assertThat(stage.tokenOfHolder(job)).isEqualTo(first[0].owner().token());
        assertThat(stage.contracts(job)).hasSize(1);
        JobPlan next = stage.go(job, stage.text(job));
        assertThat(next.owner().epoch()).isEqualTo(2);
        assertThat(next.runs().get(0).start()).isEqualTo(first[0].runs().get(0).start());
    }

    /** Records that came between the two, so that the late one would fix another end. */
    @Test
    void theSpansAreThoseOfTheStartThatHasTheJob() throws Exception {
        List<PartitionSpan> spans = List.of(new PartitionSpan(0, 0, 4), new PartitionSpan(1, 0, 2));

        assertThatThrownBy(
                        () ->
                                stage.planWith(
                                        job,
                                        stage.text(job),
                                        () -> {
                                            stage.go(job, stage.text(job));
                                            stage.produce(job, 0, 7, 8, 9);
                                        }))
                .isInstanceOf(StartException.class);

        assertThat(stage.go(job, stage.text(job)).runs().get(0).spans()).isEqualTo(spans);
    }

    @Test
    void aStartThatWasFrozenWhileOthersCameAndWentHasNothing() throws Exception {
        JobPlan oldest = stage.go(job, stage.text(job));
        JobPlan[] newest = new JobPlan[1];

        assertThatThrownBy(
                        () ->
                                stage.planWith(
                                        job,
                                        stage.text(job),
                                        () -> {
                                            stage.go(job, stage.text(job));
                                            newest[0] = stage.go(job, stage.text(job));
                                        }))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("as epoch 3")
                .hasMessageContaining("planned as epoch 2");

        assertThatCode(() -> stage.check(newest[0])).doesNotThrowAnyException();
        assertThatThrownBy(() -> stage.check(oldest)).isInstanceOf(SuppressRestartsException.class);
        assertThat(stage.tokenOfHolder(job)).isEqualTo(newest[0].owner().token());
    }

    @Test
    void manyStartsLeaveOneClaimAndOneContractOfEachRun() throws Exception {
        String two = stage.withSecondRun(job);
        stage.go(job, two);
        for (int start = 0; start < 8; start++) {
            stage.go(job, stage.text(job));
        }

        assertThat(stage.liveKeys(job)).hasSize(3);
        assertThat(stage.go(job, two).runs()).hasSize(2);
    }

    @Test
    void aRunOfAnotherJobUnderTheSameTopicsIsRefused() throws Exception {
        stage.go(job, stage.text(job));
        String other =
                stage.text(job).replace("job: " + job, "job: other")
                        + "topics: {prefix: ratchet-"
                        + job
                        + "}\n";

        assertThatThrownBy(() -> stage.plan("other", other))
                .hasMessageContaining("job '" + job + "' has a run of that id");
    }

    @Test
    void aGenerationAfreshHasAContractOfItsOwn() throws Exception {
        stage.go(job, stage.text(job));
        String changed = stage.text(job).replace("mean: 700", "mean: 0");

        JobPlan plan = stage.go(job, changed + "resume: never\n");

        assertThat(plan.owner().generation()).isEqualTo(2);
        assertThat(stage.contracts(job))
                .singleElement()
                .satisfies(
                        one ->
                                assertThat(one.at("/fixed/input.column.distance").asText())
                                        .contains("mean 0.0"));
        assertThat(Map.copyOf(plan.runs().get(0).start().contract().fixed()))
                .containsEntry("generation", "2");
    }
}
