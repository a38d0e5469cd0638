package io.ratchet.job.configuration;

import io.ratchet.job.setting.Given;
import io.ratchet.job.setting.Keys;
import io.ratchet.job.setting.Quantities;
import io.ratchet.job.setting.Section;
import io.ratchet.job.setting.SectionType;
import io.ratchet.job.setting.Setting;
import io.ratchet.job.setting.Values;
import io.ratchet.training.run.SafeName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The settings of a file; what needs the job's id is read once that is known. */
final class JobSettings {
    private static final Keys KEYS =
            new Keys(
                    "The file itself. One file describes one job: its runs train side by side, and"
                            + " are checkpointed and resumed together.");

    private static final Setting<String> JOB =
            KEYS.required(
                    "job",
                    Values.text(SafeName.PATTERN, SafeName.WORDS),
                    "The job's id. It names the output topics, the checkpoint folder and Kafka's"
                            + " transactional ids, so it must stay the same from start to start,"
                            + " and be no other job's.");
    private static final Setting<BrokerConfiguration> KAFKA =
            KEYS.defaulted("kafka", BrokerSettings.BROKER, "{}", "Where Kafka is.");
    private static final Setting<Function<String, TopicsConfiguration>> TOPICS =
            KEYS.defaulted("topics", topics(), "{}", "The output topics.");
    private static final Setting<List<RunConfiguration>> RUNS =
            KEYS.required(
                    "runs",
                    Values.list("list of sections", RunSettings.RUN),
                    "The runs, at least one.");
    private static final Setting<String> DEVICE =
            KEYS.defaulted(
                    "device",
                    Values.text("auto|cpu|gpu(:[0-9]{1,3})?", "`auto`, `cpu`, `gpu` or `gpu:N`"),
                    "auto",
                    "Where steps are computed. `auto` takes a GPU where there is one, or else the"
                            + " CPU; `gpu` takes any, `gpu:N` that one, and without it the job does"
                            + " not start. Tasks of a process take different GPUs where they can."
                            + " Runs with `engine: java` train on the CPU. See [gpu.md](gpu.md).");
    private static final Setting<Integer> PARALLELISM =
            KEYS.defaulted(
                    "parallelism",
                    Quantities.integer(1, 128),
                    "1",
                    "How many tasks train at once. One run is trained by one task, so more tasks"
                            + " than runs stay idle.");
    private static final Setting<Function<String, CheckpointConfiguration>> CHECKPOINT =
            KEYS.defaulted("checkpoint", checkpoint(), "{}", "How progress is kept.");
    private static final Setting<RestartConfiguration> RESTARTS =
            KEYS.defaulted(
                    "restarts",
                    restarts(),
                    "{}",
                    "When a job that fails again and again is given up.");
    private static final Setting<ResumePolicy> RESUME =
            KEYS.defaulted(
                    "resume",
                    Folders.resume(),
                    "auto",
                    "`auto` goes on from the newest whole checkpoint or savepoint of this job;"
                            + " `never` starts every run afresh, as its next generation; anything"
                            + " else is the path of a checkpoint or savepoint to go on from.");
    private static final Setting<Path> MODELS =
            KEYS.defaulted("models", models(), "{}", "Where trained models go.");
    private static final Setting<BiFunction<String, Path, TrainConfiguration>> TRAIN =
            KEYS.defaulted("train", TrainSettings.TRAIN, "{}", "The training operator.");
    private static final Setting<Optional<Map<String, String>>> FLINK =
            KEYS.optional(
                    "flink",
                    Values.entries(),
                    "Any key of Flink's own configuration, handed on as it stands; it wins over"
                            + " what the job sets. Refused are those that say where and how"
                            + " checkpoints are written.");

    static final SectionType<JobConfiguration> FILE = KEYS.readAs(JobSettings::read);

    private JobSettings() {}

    private static JobConfiguration read(Section file) {
        String job = file.get(JOB);
        Map<String, String> flink = file.get(FLINK).orElse(Map.of());
        OwnKeys.refused(flink).forEach(message -> file.fault(FLINK, "%s", message));
        return new JobConfiguration(
                job,
                file.get(KAFKA),
                file.get(TOPICS).apply(job),
                runs(file),
                file.get(PARALLELISM),
                file.get(CHECKPOINT).apply(job),
                file.get(RESTARTS),
                file.get(RESUME),
                file.get(TRAIN).apply(file.get(DEVICE), file.get(MODELS).resolve(job)),
                flink);
    }

    private static List<RunConfiguration> runs(Section file) {
        List<RunConfiguration> runs = file.get(RUNS);
        if (file.given(RUNS).isSound() && runs.isEmpty()) {
            file.fault(RUNS, "is empty; a job has at least one run.");
        }
        Set<String> ids = new HashSet<>();
        List<Given> given = file.given(RUNS).elements();
        for (int i = 0; i < given.size(); i++) {
            String id = runs.get(i).id();
            if (given.get(i).isSound() && !ids.add(id)) {
                given.get(i)
                        .at(RunSettings.ID.name())
                        .fault("is '%s' a second time; ids are unique in a job.", id);
            }
        }
        return runs;
    }

    private static SectionType<Function<String, TopicsConfiguration>> topics() {
        var keys =
                new Keys(
                        "The topics that the job writes: `<prefix>.metrics`, `<prefix>.run-state`"
                                + " and `<prefix>.quarantine`. Missing ones are made at the"
                                + " start.");
        var prefix =
                keys.optional(
                        "prefix",
                        Values.text(SafeName.PATTERN, SafeName.WORDS),
                        "How their names begin. Default: `ratchet-` and the job's id.");
        var replication =
                keys.defaulted(
                        "replication",
                        Quantities.integer(1, 32),
                        "1",
                        "Replicas of a topic that has to be made.");
        var acceptLoss =
                keys.defaulted(
                        "acceptLoss",
                        Values.flag(),
                        "false",
                        "Whether the job goes on where one of these topics was deleted and made"
                                + " again, or stands on another broker. What it had written to it"
                                + " is lost; otherwise the start is refused, or the job ends as"
                                + " soon as it runs, and says so. Another prefix is always"
                                + " refused.");
        return keys.readAs(
                topics -> {
                    Optional<String> given = topics.get(prefix);
                    int replicas = topics.get(replication);
                    boolean loss = topics.get(acceptLoss);
                    return job ->
                            new TopicsConfiguration(given.orElse("ratchet-" + job), replicas, loss);
                });
    }

    private static SectionType<Function<String, CheckpointConfiguration>> checkpoint() {
        var keys =
                new Keys(
                        "Checkpoints and savepoints. Folders are paths of this machine, or begin"
                                + " with the scheme of any file system that Flink knows; nothing in"
                                + " them is escaped.");
        var directory =
                keys.defaulted(
                        "directory",
                        Folders.storage(),
                        "./ratchet-data/checkpoints",
                        "Where checkpoints are kept, in a folder of the job's id.");
        var savepoints =
                keys.defaulted(
                        "savepoints",
                        Folders.storage(),
                        "./ratchet-data/savepoints",
                        "Where savepoints are kept, in a folder of the job's id.");
        var interval =
                keys.defaulted(
                        "interval",
                        Quantities.duration(Duration.ofMillis(100), Duration.ofDays(1)),
                        "10 s",
                        "How often a checkpoint is taken. Results reach `read_committed` readers"
                                + " with the checkpoint that holds them.");
        var timeout =
                keys.defaulted(
                        "timeout",
                        Quantities.duration(Duration.ofSeconds(1), Duration.ofDays(1)),
                        "10 min",
                        "After which a checkpoint that is not complete is given up.");
        var retained =
                keys.defaulted(
                        "retained",
                        Quantities.integer(1, 1000),
                        "3",
                        "How many checkpoints are kept.");
        return keys.readAs(
                checkpoint ->
                        job ->
                                new CheckpointConfiguration(
                                        new org.apache.flink.core.fs.Path(
                                                checkpoint.get(directory), job),
                                        new org.apache.flink.core.fs.Path(
                                                checkpoint.get(savepoints), job),
                                        checkpoint.get(interval),
                                        checkpoint.get(timeout),
                                        checkpoint.get(retained)));
    }

    private static SectionType<RestartConfiguration> restarts() {
        var keys =
                new Keys(
                        "A job that fails starts again by itself, each time after a longer pause"
                                + " (30 s at most), and ends where that leads nowhere, with the"
                                + " cause of its last failure and what to do. What ends it at once,"
                                + " and what is an outage:"
                                + " [operations.md](../operate/operations.md#what-restarts-and-what-ends).");
        var withoutProgress =
                keys.defaulted(
                        "withoutProgress",
                        Quantities.integer(1, 1_000_000),
                        "20",
                        "How often it may restart without a new committed step. Outages (a broker,"
                                + " a machine, storage that is away) do not count.");
        var giveUpAfter =
                keys.defaulted(
                        "giveUpAfter",
                        Quantities.duration(Duration.ofSeconds(1), Duration.ofDays(365)),
                        "1 h",
                        "For how long it may go on failing without a new committed step, outages or"
                                + " not.");
        return keys.readAs(
                restarts ->
                        new RestartConfiguration(
                                restarts.get(withoutProgress), restarts.get(giveUpAfter)));
    }

    private static SectionType<Path> models() {
        var keys = new Keys("The weights of runs that have succeeded.");
        var directory =
                keys.defaulted(
                        "directory",
                        Folders.local(),
                        "./ratchet-data/models",
                        "Where they are written, as safetensors: in it"
                                + " `<job>/<run>/generation-<n>/<step>`.");
        return keys.readAs(models -> models.get(directory));
    }
}
