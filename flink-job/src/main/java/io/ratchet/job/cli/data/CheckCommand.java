package io.ratchet.job.cli.data;

import io.ratchet.job.check.CheckReport;
import io.ratchet.job.check.RunCheck;
import io.ratchet.job.check.RunFindings;
import io.ratchet.job.cli.ExitCode;
import io.ratchet.job.cli.KafkaOptions;
import io.ratchet.job.cli.Subcommand;
import io.ratchet.job.cluster.KafkaAccess;
import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.configuration.RunConfiguration;
import io.ratchet.job.log.CommittedRecords;
import io.ratchet.job.message.Message;
import io.ratchet.job.sample.TopicSample;
import io.ratchet.job.sample.Words;
import io.ratchet.kafka.file.FileRecord;
import io.ratchet.kafka.file.RecordFile;
import io.ratchet.kafka.loader.FileRecords;
import io.ratchet.kafka.loader.LoadException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ratchet check}: what a job would make of its records. */
@Command(
        name = "check",
        description = {
            """
            Decodes a sample of the topics of a configuration, or of a file, as the job would, and \
            shows each column as the model will see it, and what would be refused.""",
            """
            Starts no Flink and writes nothing. Exits with 1 where nothing would train, or more \
            would be refused than refusedShare allows."""
        })
public final class CheckCommand implements Subcommand {
    @Parameters(paramLabel = "CONFIG", description = "The configuration, a YAML file.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path configuration;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description =
                    """
                    Looks at a file instead of the topic, as 'ratchet load' would read it; no \
                    broker is needed.""")
    private @Nullable String file;

    @Mixin private FileOptions fileOptions = new FileOptions();

    @Option(
            names = "--records",
            paramLabel = "N",
            description =
                    """
                    So many records. Default: all of a file; of a topic 100000, in stretches that \
                    are spread over it.""")
    private @Nullable Long records;

    @Option(names = "--run", paramLabel = "RUN", description = "Only this run. Default: all.")
    private @Nullable String run;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes it to a file as well.")
    private @Nullable Path json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, LoadException {
        if (records != null && records < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--records is " + records + ", below 1.");
        }
        JobConfiguration job = ConfigurationReader.read(configuration);
        List<RunConfiguration> runs = runs(job);
        List<RunFindings> found = file == null ? ofTopics(job, runs) : ofFile(runs, file);
        PrintWriter out = spec.commandLine().getOut();
        found.forEach(findings -> CheckReport.print(findings, out));
        if (json != null) {
            CheckReport.write(found, json);
        }
        return found.stream().allMatch(findings -> findings.obstacles().isEmpty())
                ? ExitCode.DONE
                : ExitCode.FAILED;
    }

    private List<RunConfiguration> runs(JobConfiguration job) {
        List<RunConfiguration> runs =
                job.runs().stream().filter(each -> run == null || each.id().equals(run)).toList();
        if (runs.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    Message.of(
                            "The configuration has no run '%s', only %s.",
                            run, job.runs().stream().map(RunConfiguration::id).toList()));
        }
        if (file != null && topics(runs).size() > 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    Message.of(
                            """
                            The runs read several topics, %s, and a file belongs to one of them: \
                            name the run, with --run.""",
                            topics(runs)));
        }
        return runs;
    }

    private static Set<String> topics(List<RunConfiguration> runs) {
        Set<String> topics = new LinkedHashSet<>();
        runs.forEach(each -> topics.add(each.input().topic()));
        return topics;
    }

    private List<RunFindings> ofTopics(JobConfiguration job, List<RunConfiguration> runs) {
        List<RunFindings> found = new ArrayList<>();
        try (KafkaAccess kafka = KafkaOptions.openForReading(job.broker());
                KafkaConsumer<byte[], byte[]> consumer =
                        CommittedRecords.consumer(kafka.clients())) {
            for (String topic : topics(runs)) {
                TopicSample sample = TopicSample.of(consumer, topic);
                List<RunCheck> checks =
                        runs.stream()
                                .filter(each -> each.input().topic().equals(topic))
                                .map(each -> new RunCheck(each, sample.ends().size()))
                                .toList();
                long limit = records == null ? SampleRecords.OF_A_TOPIC : records;
                long read =
                        sample.read(
                                consumer,
                                limit,
                                record ->
                                        checks.forEach(
                                                check -> check.take(SampleRecords.of(record))));
                say(sample.words(read, limit));
                checks.forEach(check -> found.add(check.findings(sample.isWhole(limit))));
            }
        }
        return found;
    }

    private List<RunFindings> ofFile(List<RunConfiguration> runs, String name)
            throws IOException, LoadException {
        RecordFile text = fileOptions.records(name);
        try (FileRecords rows = FileRecords.open(text)) {
            List<RunCheck> checks = runs.stream().map(each -> check(each, rows)).toList();
            long limit = records == null ? Long.MAX_VALUE : records;
            long number = 0;
            FileRecord next = rows.next();
            while (next != null) {
                for (RunCheck check : checks) {
                    check.take(SampleRecords.of(next, number));
                }
                number++;
                next = number < limit ? rows.next() : null;
            }
            say(
                    Message.of(
                            "%s: %s; %s%s",
                            text.fileNames(),
                            rows.form().words(),
                            Words.count(number),
                            number == limit ? " records, the first" : " records, all"));
            rows.remarks().forEach(this::say);
            boolean whole = number < limit;
            return checks.stream().map(check -> check.findings(whole)).toList();
        }
    }

    private RunCheck check(RunConfiguration each, FileRecords rows) {
        Optional<String> difference = LoadAgreement.difference(each, rows.form());
        if (difference.isPresent()) {
            throw new IllegalArgumentException(
                    "The file does not fit the configuration: " + difference.get());
        }
        if (each.input().key().isPresent() && !fileOptions.isKeyed()) {
            throw new ParameterException(
                    spec.commandLine(),
                    Message.of(
                            """
                            Run '%s' takes records of the key '%s' only: say with --key which \
                            column of the file is the key.""",
                            each.id(), each.input().key().get()));
        }
        return new RunCheck(each, 1);
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
    }
}
