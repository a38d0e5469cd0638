package io.ratchet.job.cli.data;

import io.ratchet.job.cli.ExitCode;
import io.ratchet.job.cli.KafkaOptions;
import io.ratchet.job.cli.Subcommand;
import io.ratchet.job.cluster.KafkaAccess;
import io.ratchet.job.draft.Draft;
import io.ratchet.job.draft.DraftWriter;
import io.ratchet.job.draft.RecordProfile;
import io.ratchet.job.log.CommittedRecords;
import io.ratchet.job.message.Message;
import io.ratchet.job.sample.TopicSample;
import io.ratchet.kafka.file.FileForm;
import io.ratchet.kafka.file.FileRecord;
import io.ratchet.kafka.file.RecordFile;
import io.ratchet.kafka.loader.FileRecords;
import io.ratchet.kafka.loader.LoadException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ratchet draft}: writes a configuration from data. */
@Command(
        name = "draft",
        description = {
            """
            Writes a configuration from a file or a topic: format, columns, their kinds and \
            scaling, and the label, each with what was seen. Good enough to train at once; read it \
            before you trust it.""",
            "FILE is what 'ratchet load' takes."
        })
public final class DraftCommand implements Subcommand {
    @Mixin private KafkaOptions kafkaOptions = new KafkaOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "The file. Without it, --topic is looked at.")
    private @Nullable String file;

    @Option(
            names = "--topic",
            paramLabel = "T",
            description = "The topic. Default: that of the file's name.")
    private @Nullable String topic;

    @Mixin private FileOptions fileOptions = new FileOptions();

    @Option(
            names = "--label",
            paramLabel = "COLUMN",
            description = "What is to be predicted. Default: it is guessed, and said why.")
    private @Nullable String label;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description =
                    """
                    Where it is written; - prints it. Default: the topic's name and .yaml, in this \
                    folder.""")
    private @Nullable String output;

    @Option(names = "--overwrite", description = "Also where there is a file of that name.")
    private boolean overwrite;

    @Option(
            names = "--records",
            paramLabel = "N",
            description =
                    """
                    So many records are looked at. Default: all of a file; of a topic 100000, in \
                    stretches that are spread over it.""")
    private @Nullable Long records;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, LoadException {
        if (file == null && topic == null) {
            throw new ParameterException(spec.commandLine(), "A FILE or --topic is needed.");
        }
        if (records != null && records < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--records is " + records + ", below 1.");
        }
        DraftNames names = DraftNames.of(file, topic);
        Optional<Path> target = target(names);
        refuseExisting(target);
        Draft draft = file == null ? ofTopic(names.topic()) : ofFile(file);
        String text =
                DraftWriter.write(
                        draft,
                        names.job(),
                        names.topic(),
                        DraftNames.broker(kafkaOptions.broker()),
                        names.next(
                                target.map(Path::toString).orElse(names.job() + ".yaml"),
                                fileOptions.arguments()));
        PrintWriter err = spec.commandLine().getErr();
        draft.remarks().forEach(err::println);
        if (target.isEmpty()) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
            return ExitCode.DONE;
        }
        write(target.get(), text);
        PrintWriter out = spec.commandLine().getOut();
        out.println("Wrote " + target.get() + ". Read it, and then, in this folder:");
        names.next(target.get().toString(), fileOptions.arguments()).stream()
                .skip(1)
                .forEach(out::println);
        return ExitCode.DONE;
    }

    private Optional<Path> target(DraftNames names) {
        if (output != null && output.equals("-")) {
            return Optional.empty();
        }
        return Optional.of(Path.of(output == null ? names.job() + ".yaml" : output));
    }

    private void refuseExisting(Optional<Path> target) {
        if (target.isPresent() && Files.exists(target.get()) && !overwrite) {
            throw exists(target.get());
        }
    }

    private static IllegalArgumentException exists(Path target) {
        return new IllegalArgumentException(
                Message.of(
                        """
                        There is %s already, and it was not touched. Name another file with \
                        --output, or say --overwrite.""",
                        target));
    }

    private void write(Path target, String text) throws IOException {
        try {
            if (overwrite) {
                Files.writeString(target, text);
            } else {
                Files.writeString(target, text, StandardOpenOption.CREATE_NEW);
            }
        } catch (FileAlreadyExistsException meanwhile) {
            throw exists(target);
        }
    }

    private Draft ofFile(String name) throws IOException, LoadException {
        RecordFile data = fileOptions.records(name);
        try (FileRecords rows = FileRecords.open(data)) {
            if (rows.form().format().equals("tensors")) {
                throw new IllegalArgumentException(
                        """
                        Ready-made batches have no columns to guess; examples/fashion-mnist.yaml \
                        shows how they are configured.""");
            }
            long limit = records == null ? Long.MAX_VALUE : records;
            FileRecord next = rows.next();
            RecordProfile profile = profile(rows.form(), next);
            while (next != null) {
                profile.add(next.value());
                next = profile.records() < limit ? rows.next() : null;
            }
            PrintWriter err = spec.commandLine().getErr();
            err.println(data.fileNames() + ": " + rows.form().words());
            rows.remarks().forEach(err::println);
            return Draft.of(profile, profile.records(), Optional.ofNullable(label));
        }
    }

    private RecordProfile profile(FileForm form, @Nullable FileRecord first) {
        return form.format().equals("json")
                ? RecordProfile.ofJson()
                : RecordProfile.ofCsv(
                        !form.columns().isEmpty()
                                ? form.columns()
                                : DraftNames.columns(
                                        fileOptions.columnNames(),
                                        first == null ? new byte[0] : first.value(),
                                        form.syntax().separator()),
                        form.syntax());
    }

    private Draft ofTopic(String name) {
        try (KafkaAccess kafka = KafkaOptions.openForReading(kafkaOptions.broker());
                KafkaConsumer<byte[], byte[]> consumer =
                        CommittedRecords.consumer(kafka.clients())) {
            TopicSample sample = TopicSample.of(consumer, name);
            TopicProfile profile =
                    new TopicProfile(fileOptions.columnNames(), fileOptions.separator());
            long limit = records == null ? SampleRecords.OF_A_TOPIC : records;
            long read = sample.read(consumer, limit, profile::take);
            PrintWriter err = spec.commandLine().getErr();
            err.println(sample.words(read, limit));
            if (profile.empty() > 0) {
                err.println(profile.empty() + " records have nothing in them, and will be refused");
            }
            return Draft.of(profile.profile(name), sample.offsets(), Optional.ofNullable(label));
        }
    }
}
