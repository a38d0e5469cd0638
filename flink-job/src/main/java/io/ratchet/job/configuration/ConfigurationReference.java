package io.ratchet.job.configuration;

import static io.ratchet.job.configuration.ConfigurationKey.defaulted;
import static io.ratchet.job.configuration.ConfigurationKey.optional;
import static io.ratchet.job.configuration.ConfigurationKey.required;

import io.ratchet.kafka.topic.TopicSpec;
import io.ratchet.training.run.SafeName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The one table of all keys: defaults and limits are read from it, and the reference page is
 * written from it. Keys of a run stand in {@link RunReference}.
 */
final class ConfigurationReference {
    /** An id that becomes part of topic names, folders and transactional ids. */
    static final ValueType.Text ID = new ValueType.Text(SafeName.PATTERN, SafeName.WORDS);

    /** The name of a topic, by Kafka's own rule. */
    static final ValueType.Text TOPIC = new ValueType.Text(TopicSpec.NAME, TopicSpec.NAME_WORDS);

    /** Any text that is not empty. */
    static final ValueType.Text TEXT = new ValueType.Text("(?s).+", "text");

    static final ConfigurationArea ROOT =
            new ConfigurationArea(
                    "",
                    "The file itself. One file describes one job: its runs train side by side, and"
                            + " are checkpointed and resumed together.",
                    List.of(
                            required(
                                    "job",
                                    ID,
                                    "The job's id. It names the output topics, the checkpoint folder"
                                            + " and Kafka's transactional ids, so it must stay the"
                                            + " same from start to start, and be no other job's."),
                            defaulted(
                                    "kafka",
                                    new ValueType.Section("kafka"),
                                    "{}",
                                    "Where Kafka is."),
                            defaulted(
                                    "topics",
                                    new ValueType.Section("topics"),
                                    "{}",
                                    "The output topics."),
                            required(
                                    "runs",
                                    new ValueType.SectionList("runs[]"),
                                    "The runs, at least one."),
                            defaulted(
                                    "device",
                                    new ValueType.Text(
                                            "auto|cpu|gpu(:[0-9]{1,3})?",
                                            "`auto`, `cpu`, `gpu` or `gpu:N`"),
                                    "auto",
                                    "Where steps are computed. `auto` takes a GPU where there is one,"
                                            + " or else the CPU; `gpu` takes any, `gpu:N` that one,"
                                            + " and without it the job does not start. Tasks of a"
                                            + " process take different GPUs where they can. Runs"
                                            + " with `engine: java` train on the CPU. See"
                                            + " [gpu.md](gpu.md)."),
                            defaulted(
                                    "parallelism",
                                    new ValueType.Whole(1, 128),
                                    "1",
                                    "How many tasks train at once. One run is trained by one task, so"
                                            + " more tasks than runs stay idle."),
                            defaulted(
                                    "checkpoint",
                                    new ValueType.Section("checkpoint"),
                                    "{}",
                                    "How progress is kept."),
                            defaulted(
                                    "restarts",
                                    new ValueType.Section("restarts"),
                                    "{}",
                                    "When a job that fails again and again is given up."),
                            defaulted(
                                    "resume",
                                    TEXT,
                                    "auto",
                                    "`auto` goes on from the newest whole checkpoint or savepoint of"
                                            + " this job; `never` starts every run afresh, as its next"
                                            + " generation; anything else is the path of a checkpoint"
                                            + " or savepoint to go on from."),
                            defaulted(
                                    "models",
                                    new ValueType.Section("models"),
                                    "{}",
                                    "Where trained models go."),
                            defaulted(
                                    "train",
                                    new ValueType.Section("train"),
                                    "{}",
                                    "The training operator."),
                            optional(
                                    "flink",
                                    new ValueType.Entries(),
                                    "Any key of Flink's own configuration, handed on as it stands; it"
                                            + " wins over what the job sets. Refused are those that say"
                                            + " where and how checkpoints are written.")));

    static final ConfigurationArea KAFKA =
            new ConfigurationArea(
                    "kafka",
                    "The broker. Without `bootstrap`, an embedded broker is started for the time of"
                            + " the command.",
                    List.of(
                            optional(
                                    "bootstrap",
                                    TEXT,
                                    "Host and port of one or more brokers, separated by commas."),
                            optional(
                                    "embedded",
                                    new ValueType.Flag(),
                                    "Whether an embedded broker is started: true unless `bootstrap`"
                                            + " is given. Both together are refused."),
                            defaulted(
                                    "data",
                                    TEXT,
                                    "./ratchet-data/kafka",
                                    "The embedded broker's folder; what is in it outlives the"
                                            + " process. A relative one belongs to the folder in"
                                            + " which a command is given."),
                            defaulted(
                                    "port",
                                    new ValueType.Whole(0, 65535),
                                    "0",
                                    "The embedded broker's port; 0 takes the port of the last time,"
                                            + " or a free one."),
                            optional(
                                    "transactionTimeout",
                                    new ValueType.Span(Duration.ofSeconds(10), Duration.ofDays(7)),
                                    "How long the broker keeps a prepared transaction while the job is"
                                            + " down; results of an interruption that lasts longer"
                                            + " are lost. At most the broker's"
                                            + " `transaction.max.timeout.ms`. Default: 15 min, which"
                                            + " is Kafka's own limit, or 7 d with the embedded"
                                            + " broker."),
                            defaulted(
                                    "acceptOlderTransactions",
                                    new ValueType.Flag(),
                                    "false",
                                    "Whether a broker will do whose `transaction.version` is below"
                                            + " 2, which Kafka has since 4.0. Otherwise a start on"
                                            + " one is refused."),
                            optional(
                                    "properties",
                                    new ValueType.Entries(),
                                    "Properties of every Kafka client, such as `security.protocol`.")));

    static final ConfigurationArea TOPICS =
            new ConfigurationArea(
                    "topics",
                    "The topics that the job writes: `<prefix>.metrics`, `<prefix>.run-state` and"
                            + " `<prefix>.quarantine`. Missing ones are made at the start.",
                    List.of(
                            optional(
                                    "prefix",
                                    ID,
                                    "How their names begin. Default: `ratchet-` and the job's id."),
                            defaulted(
                                    "replication",
                                    new ValueType.Whole(1, 32),
                                    "1",
                                    "Replicas of a topic that has to be made."),
                            defaulted(
                                    "acceptLoss",
                                    new ValueType.Flag(),
                                    "false",
                                    "Whether the job goes on where one of these topics was deleted"
                                            + " and made again, or stands on another broker. What it"
                                            + " had written to it is lost; otherwise the start is"
                                            + " refused, or the job ends as soon as it runs, and"
                                            + " says so. Another prefix is always refused.")));

    static final ConfigurationArea CHECKPOINT =
            new ConfigurationArea(
                    "checkpoint",
                    "Checkpoints and savepoints. Folders are paths of this machine, or begin with the"
                            + " scheme of any file system that Flink knows; nothing in them is"
                            + " escaped.",
                    List.of(
                            defaulted(
                                    "directory",
                                    TEXT,
                                    "./ratchet-data/checkpoints",
                                    "Where checkpoints are kept, in a folder of the job's id."),
                            defaulted(
                                    "savepoints",
                                    TEXT,
                                    "./ratchet-data/savepoints",
                                    "Where savepoints are kept, in a folder of the job's id."),
                            defaulted(
                                    "interval",
                                    new ValueType.Span(Duration.ofMillis(100), Duration.ofDays(1)),
                                    "10 s",
                                    "How often a checkpoint is taken. Results reach `read_committed`"
                                            + " readers with the checkpoint that holds them."),
                            defaulted(
                                    "timeout",
                                    new ValueType.Span(Duration.ofSeconds(1), Duration.ofDays(1)),
                                    "10 min",
                                    "After which a checkpoint that is not complete is given up."),
                            defaulted(
                                    "retained",
                                    new ValueType.Whole(1, 1000),
                                    "3",
                                    "How many checkpoints are kept.")));

    static final ConfigurationArea RESTARTS =
            new ConfigurationArea(
                    "restarts",
                    "A job that fails starts again by itself, each time after a longer pause (30 s at"
                            + " most), and ends where that leads nowhere, with the cause of its"
                            + " last failure and what to do. What ends it at once, and what is an"
                            + " outage: [operations.md](../operate/operations.md#what-restarts-and-what-ends).",
                    List.of(
                            defaulted(
                                    "withoutProgress",
                                    new ValueType.Whole(1, 1_000_000),
                                    "20",
                                    "How often it may restart without a new committed step. Outages"
                                            + " (a broker, a machine, storage that is away) do not"
                                            + " count."),
                            defaulted(
                                    "giveUpAfter",
                                    new ValueType.Span(Duration.ofSeconds(1), Duration.ofDays(365)),
                                    "1 h",
                                    "For how long it may go on failing without a new committed step,"
                                            + " outages or not.")));

    static final ConfigurationArea MODELS =
            new ConfigurationArea(
                    "models",
                    "The weights of runs that have succeeded.",
                    List.of(
                            defaulted(
                                    "directory",
                                    TEXT,
                                    "./ratchet-data/models",
                                    "Where they are written, as safetensors: in it"
                                            + " `<job>/<run>/generation-<n>/<step>`.")));

    static final ConfigurationArea TRAIN =
            new ConfigurationArea(
                    "train",
                    "The training operator, TRAIN.",
                    List.of(
                            defaulted(
                                    "chunk",
                                    new ValueType.Size(4 << 10, 4 << 20),
                                    "256 kb",
                                    "The piece of a tensor in which state is compared and stored; a"
                                            + " multiple of 64 bytes."),
                            defaulted(
                                    "cache",
                                    new ValueType.Size(1 << 20, 1L << 40),
                                    "512 mb",
                                    "Bytes of live instances kept in memory by each task."),
                            optional(
                                    "deviceCache",
                                    new ValueType.Size(1 << 20, 1L << 40),
                                    "Bytes of live instances that each task keeps on a GPU. Default:"
                                            + " as many as the GPU has room for beside"
                                            + " `deviceWorkspace`, where it tells."),
                            defaulted(
                                    "deviceWorkspace",
                                    new ValueType.Size(1 << 20, 1L << 40),
                                    "1 gb",
                                    "Bytes of a GPU that are kept free of instances, for what a step"
                                            + " computes in between."),
                            defaulted(
                                    "queue",
                                    new ValueType.Size(1 << 16, 1L << 36),
                                    "64 mb",
                                    "Bytes of batches that wait for the training thread at most."),
                            defaulted(
                                    "queueDepth",
                                    new ValueType.Whole(1, 10_000),
                                    "4",
                                    "Batches that may wait in any case. The depth grows by itself to"
                                            + " what bridges a checkpoint, within `queue`.")));

    private ConfigurationReference() {}

    /** Every area, in the order of the reference page. */
    static List<ConfigurationArea> areas() {
        List<ConfigurationArea> areas = new ArrayList<>(List.of(ROOT, KAFKA, TOPICS));
        areas.addAll(RunReference.areas());
        areas.addAll(List.of(CHECKPOINT, RESTARTS, MODELS, TRAIN));
        return List.copyOf(areas);
    }
}
