package io.ratchet.job.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ratchet.job.checkpoint.CertifiedCheckpoint;
import io.ratchet.job.checkpoint.Writer;
import io.ratchet.job.claim.StartException;
import io.ratchet.job.contract.PlannedRun;
import io.ratchet.kafka.topic.PartitionGrowth;
import io.ratchet.kafka.topic.RatchetTopics;
import io.ratchet.kafka.topic.TopicExecutor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Starts whose checkpoint is whole and was written otherwise than they are configured, or on topics
 * that are no longer there: refused before the job is claimed, or gone on with as it was accepted.
 */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class OtherStartsITCase {
    private static final String ACCEPTING = "topics: {acceptLoss: true}\n";

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
    void makeTopics() {
        job = stage.makeJob();
        stage.produce(job, 0, 1, 2, 3, 4);
        stage.produce(job, 1, 5, 6);
    }

    @Test
    void anotherPrefixIsRefusedAndMarksNothing() throws Exception {
        store(stage.go(job, stage.text(job)), 7);
        String other = stage.makeJob();

        assertThatThrownBy(
                        () ->
                                stage.plan(
                                        job,
                                        stage.text(job)
                                                + "topics: {acceptLoss: true, prefix: ratchet-"
                                                + other
                                                + "}\n"))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("wrote to [ratchet-" + job + ".metrics")
                .hasMessageContaining("to write to [ratchet-" + other + ".metrics")
                .hasMessageContaining("Set topics.prefix back");
        assertThat(stage.claims(other)).isEmpty();
        assertNothingIsMarked();
    }

    /** As on another broker: no output topic is the one that was written to. */
    @Test
    void claimsThatAreLostAreGoneOnBehindOnlyWhereThatIsAccepted() throws Exception {
        JobPlan first = stage.go(job, stage.text(job));
        Path stored = store(first, 7);
        makeOutputsAgain();

        assertThatThrownBy(() -> stage.plan(job, stage.text(job)))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("'ratchet-" + job + ".run-state' knows no start of job")
                .hasMessageContaining("topics: {acceptLoss: true}");
        assertThat(stage.claims(job)).isEmpty();

        JobPlan accepted = stage.go(job, stage.text(job) + ACCEPTING);

        assertThat(accepted.owner().epoch()).isEqualTo(8);
        assertThat(accepted.owner().generation()).isEqualTo(1);
        assertThat(accepted.isAfresh()).isFalse();
        assertThat(accepted.restorePath().orElseThrow().getPath()).endsWith(stored.toString());
        assertThat(accepted.runs().get(0).start()).isEqualTo(first.runs().get(0).start());
        assertThat(accepted.notices())
                .singleElement()
                .asString()
                .contains("knows no start of the job", "epoch 7 and what its runs read");

        JobPlan next = stage.go(job, stage.text(job));
        assertThat(next.owner().epoch()).isEqualTo(9);
        assertThat(next.notices()).isEmpty();
        assertNothingIsMarked();
    }

    /** What the command accepts is what TRAIN is given: there is no second decision. */
    @Test
    void onAnotherBrokerTheInputIsVouchedForAsEverywhere() throws Exception {
        JobPlan first = stage.go(job, stage.text(job));
        String before = stage.topicId(job);
        store(first, 3);
        makeOutputsAgain();
        stage.makeInputAgain(job, 2);
        stage.produce(job, 0, 1, 2, 3, 4);

        assertThatThrownBy(() -> stage.plan(job, stage.text(job) + ACCEPTING))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("its id was " + before + " and is " + stage.topicId(job))
                .hasMessageContaining("sameRecordsAs: " + before);
        assertThat(stage.claims(job)).isEmpty();

        PlannedRun run =
                stage.go(job, stage.withInput(job, "sameRecordsAs: " + before) + ACCEPTING)
                        .runs()
                        .get(0);

        assertThat(run.topicId()).isEqualTo(stage.topicId(job));
        Map<String, String> agreed = run.spec().agreed().fixed();
        assertThat(agreed).containsEntry("input.topic-id", before);
        assertThat(run.spans()).isEqualTo(first.runs().get(0).spans());
        assertThat(stage.go(job, stage.text(job)).runs().get(0).topicId())
                .as("also where it is no longer vouched for")
                .isEqualTo(stage.topicId(job));
    }

    @Test
    void aTopicOfStepsThatIsCompactedIsRefusedAndOneThatDeletesIsSaidTo() throws Exception {
        setMetrics("compact");
        assertThatThrownBy(() -> stage.plan(job, stage.text(job)))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("'ratchet-" + job + ".metrics' is compacted");
        assertThat(stage.claims(job)).isEmpty();

        setMetrics("delete", "retention.ms", "604800000");
        assertThat(stage.go(job, stage.text(job)).notices())
                .singleElement()
                .asString()
                .contains(".metrics' loses what is older than 7 d");
    }

    @Test
    void aCheckpointOfAnotherGenerationIsRefusedBeforeAnythingIsClaimed() throws Exception {
        stage.go(job, stage.text(job));
        Path first = stage.checkpoint(job);
        stage.go(job, stage.text(job) + "resume: never\n");
        List<JsonNode> claims = stage.claims(job);

        assertThatThrownBy(() -> stage.planFrom(job, first))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("taken in generation 1, and the job is in generation 2");
        assertThat(stage.claims(job)).isEqualTo(claims);
    }

    @Test
    void aRunThatIsRenamedIsRefusedBeforeAnythingIsClaimed() throws Exception {
        store(stage.go(job, stage.text(job)), 1);
        stage.reportSteps(job, 0, 2);
        List<JsonNode> claims = stage.claims(job);

        assertThatThrownBy(
                        () ->
                                stage.plan(
                                        job, stage.text(job).replace("id: flights", "id: renamed")))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("Name it 'flights' again");
        assertThat(stage.claims(job)).isEqualTo(claims);
    }

    /** A whole checkpoint of a start that is said to be of an epoch, without state. */
    private Path store(JobPlan plan, long epoch) throws IOException {
        return CertifiedCheckpoint.write(
                folder.resolve("checkpoints")
                        .resolve(job)
                        .resolve("generation-1")
                        .resolve("a".repeat(32))
                        .resolve("chk-1"),
                new Writer(1, epoch, 0),
                1,
                plan.origin().encode());
    }

    private static void assertNothingIsMarked() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("checkpoints"))) {
            assertThat(files).noneMatch(file -> file.endsWith("_passed-over"));
        }
    }

    private void makeOutputsAgain() throws Exception {
        RatchetTopics topics = RatchetTopics.of("ratchet-" + job);
        List<String> names = List.of(topics.metrics(), topics.runState(), topics.quarantine());
        try (Admin admin = admin()) {
            admin.deleteTopics(names).all().get();
            while (admin.listTopics().names().get().stream().anyMatch(names::contains)) {
                Thread.onSpinWait();
            }
            new TopicExecutor(admin)
                    .create(
                            topics.specs().stream()
                                    .filter(spec -> names.contains(spec.name()))
                                    .toList(),
                            PartitionGrowth.REFUSED);
        }
    }

    private void setMetrics(String policy, String... more) throws Exception {
        ConfigResource metrics =
                new ConfigResource(ConfigResource.Type.TOPIC, "ratchet-" + job + ".metrics");
        Map<String, String> settings = new HashMap<>(Map.of("cleanup.policy", policy));
        for (int at = 0; at < more.length; at += 2) {
            settings.put(more[at], more[at + 1]);
        }
        try (Admin admin = admin()) {
            admin.incrementalAlterConfigs(
                            Map.of(
                                    metrics,
                                    settings.entrySet().stream()
                                            .map(
                                                    one ->
                                                            new AlterConfigOp(
                                                                    new ConfigEntry(
                                                                            one.getKey(),
                                                                            one.getValue()),
                                                                    AlterConfigOp.OpType.SET))
                                            .toList()))
                    .all()
                    .get();
            Config now;
            do {
                now =
                        Objects.requireNonNull(
                                admin.describeConfigs(List.of(metrics)).all().get().get(metrics));
            } while (!now.get("cleanup.policy").value().equals(policy));
        }
    }

    private static Admin admin() {
        return Admin.create(new HashMap<>(stage.clients()));
    }
}
