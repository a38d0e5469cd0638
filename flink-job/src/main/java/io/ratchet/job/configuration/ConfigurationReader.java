package io.ratchet.job.configuration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.ratchet.operator.live.DeviceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a YAML file into a {@link JobConfiguration}, or into all of its faults. */
public final class ConfigurationReader {
    private static final Duration KAFKA_TRANSACTION_LIMIT = Duration.ofMinutes(15);
    private static final Duration EMBEDDED_TRANSACTION_LIMIT = Duration.ofDays(7);

    private ConfigurationReader() {}

    /**
     * Reads a file.
     *
     * @throws ConfigurationException with every fault of it, or with what is there instead of it
     */
    public static JobConfiguration read(Path file) {
        try {
            return read(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw UnreadFile.of(file, e);
        }
    }

    /**
     * Reads a text.
     *
     * @param source what the text is called in faults
     * @throws ConfigurationException with every fault of it
     */
    public static JobConfiguration read(String source, String text) {
        Faults faults = new Faults();
        JsonNode tree = tree(source, text, faults);
        JobConfiguration configuration =
                root(new Section(ConfigurationReference.ROOT, "", tree, faults));
        faults.throwIfAny(source);
        return configuration;
    }

    private static JsonNode tree(String source, String text, Faults faults) {
        try {
            return YamlTree.read(text);
        } catch (JsonProcessingException e) {
            String where =
                    e.getLocation() == null
                            ? "(file)"
                            : "line "
                                    + e.getLocation().getLineNr()
                                    + ", column "
                                    + e.getLocation().getColumnNr();
            String what = e.getOriginalMessage().lines().findFirst().orElse("");
            faults.add(where, e instanceof YamlTree.Refusal ? what : "is not YAML: " + what);
            throw new ConfigurationException(source, faults.list());
        }
    }

    private static JobConfiguration root(Section root) {
        String job = root.text("job");
        Map<String, String> flink = root.entries("flink");
        OwnKeys.refuse(root, flink);
        return new JobConfiguration(
                job,
                broker(root.section("kafka", ConfigurationReference.KAFKA)),
                topics(job, root.section("topics", ConfigurationReference.TOPICS)),
                runs(root),
                root.integer("parallelism"),
                checkpoint(job, root.section("checkpoint", ConfigurationReference.CHECKPOINT)),
                restarts(root.section("restarts", ConfigurationReference.RESTARTS)),
                resume(root),
                train(job, root),
                flink);
    }

    private static BrokerConfiguration broker(Section kafka) {
        Optional<String> bootstrap = kafka.optionalText("bootstrap");
        boolean embedded = kafka.has("embedded") ? kafka.flag("embedded") : bootstrap.isEmpty();
        if (embedded && bootstrap.isPresent()) {
            kafka.fault("embedded", "is true beside 'bootstrap'; give one of the two.");
        }
        if (!embedded && bootstrap.isEmpty()) {
            kafka.fault("bootstrap", "is missing, and 'embedded' is false; give one of the two.");
        }
        Duration timeout =
                kafka.optionalDuration("transactionTimeout")
                        .orElse(embedded ? EMBEDDED_TRANSACTION_LIMIT : KAFKA_TRANSACTION_LIMIT);
        Path folder = Path.of(kafka.text("data"));
        int port = kafka.integer("port");
        return bootstrap.isPresent()
                ? new BrokerConfiguration.Given(
                        bootstrap.get(),
                        timeout,
                        kafka.flag("acceptOlderTransactions"),
                        kafka.entries("properties"))
                : new BrokerConfiguration.Embedded(
                        folder, port, timeout, kafka.entries("properties"));
    }

    private static TopicsConfiguration topics(String job, Section topics) {
        return new TopicsConfiguration(
                topics.optionalText("prefix").orElse("ratchet-" + job),
                topics.integer("replication"),
                topics.flag("acceptLoss"));
    }

    private static List<RunConfiguration> runs(Section root) {
        List<RunConfiguration> runs = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        List<Section> sections = root.sections("runs", RunReference.RUN);
        if (root.has("runs") && sections.isEmpty()) {
            root.fault("runs", "is empty; a job has at least one run.");
        }
        for (Section section : sections) {
            int faultsBefore = root.faults().count();
            RunReader.read(section).ifPresent(runs::add);
            String id = section.text("id");
            if (root.faults().count() == faultsBefore && !ids.add(id)) {
                section.fault("id", "is '" + id + "' a second time; ids are unique in a job.");
            }
        }
        return runs;
    }

    private static CheckpointConfiguration checkpoint(String job, Section checkpoint) {
        Duration interval = checkpoint.duration("interval");
        return new CheckpointConfiguration(
                new org.apache.flink.core.fs.Path(storage(checkpoint, "directory"), job),
                new org.apache.flink.core.fs.Path(storage(checkpoint, "savepoints"), job),
                interval,
                checkpoint.duration("timeout"),
                checkpoint.integer("retained"));
    }

    private static RestartConfiguration restarts(Section restarts) {
        return new RestartConfiguration(
                restarts.integer("withoutProgress"), restarts.duration("giveUpAfter"));
    }

    private static org.apache.flink.core.fs.Path storage(Section section, String key) {
        String folder = section.text(key);
        try {
            return Places.storage(folder);
        } catch (IllegalArgumentException e) {
            section.fault(key, "is '" + folder + "', which names no folder: " + e.getMessage());
            return new org.apache.flink.core.fs.Path("file:///unknown");
        }
    }

    private static ResumePolicy resume(Section root) {
        String word = root.text("resume");
        return switch (word) {
            case "auto" -> new ResumePolicy.Auto();
            case "never" -> new ResumePolicy.Never();
            default -> new ResumePolicy.From(storage(root, "resume"));
        };
    }

    private static TrainConfiguration train(String job, Section root) {
        Section train = root.section("train", ConfigurationReference.TRAIN);
        Section models = root.section("models", ConfigurationReference.MODELS);
        long chunk = train.bytes("chunk");
        if (chunk % 64 != 0) {
            train.fault("chunk", "is " + chunk + " bytes, which is no multiple of 64 bytes.");
        }
        return new TrainConfiguration(
                new DeviceSettings(
                        root.text("device"),
                        train.optionalBytes("deviceCache").orElse(DeviceSettings.NO_LIMIT),
                        train.bytes("deviceWorkspace")),
                Places.local(models.text("directory")).resolve(job),
                Math.toIntExact(chunk),
                train.bytes("cache"),
                train.bytes("queue"),
                train.integer("queueDepth"));
    }
}
