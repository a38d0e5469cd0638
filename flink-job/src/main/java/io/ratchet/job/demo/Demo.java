package io.ratchet.job.demo;

import io.ratchet.job.claim.JobHistory;
import io.ratchet.job.cluster.KafkaAccess;
import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.contract.PlannedRun;
import io.ratchet.job.message.Message;
import io.ratchet.job.plain.PlainLoop;
import io.ratchet.job.resume.JobPlan;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.RunStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Trains one model three times over the same topic — in a plain loop, undisturbed in Flink, and in
 * Flink with interruptions — and tells what each ended with.
 */
final class Demo {
    private static final String RUN = "flights";
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Path folder;
    private final int interruptions;
    private final long seed;
    private final DemoTopic topic;
    private final StepBar line;

    /**
     * @param folder for the broker's data, checkpoints and models
     * @param interruptions how many
     * @param seed of the interruptions
     * @param topic fills the topic
     * @param line where progress is shown
     */
    Demo(Path folder, int interruptions, long seed, DemoTopic topic, StepBar line) {
        this.folder = folder;
        this.interruptions = interruptions;
        this.seed = seed;
        this.topic = topic;
        this.line = line;
    }

    DemoReport run() throws Exception {
        JobConfiguration calm = configuration("demo-undisturbed");
        JobConfiguration rough = configuration("demo-interrupted");
        line.say("Starting a Kafka broker on " + folder);
        try (KafkaAccess kafka = KafkaAccess.open(calm.broker())) {
            topic.fill(kafka);
            JobPlan plan = DemoJob.plan(calm, kafka);
            PlannedRun planned = plan.runs().get(0);
            PlainLoop.Result plain = trainPlain(kafka, planned, calm.train().computeDevice());
            DemoReport.JobEnd undisturbed =
                    trainUndisturbed(kafka, calm, plan, plain.progress().step());
            List<Interruption> survived = new ArrayList<>();
            DemoReport.JobEnd interrupted =
                    trainInterrupted(kafka, rough, plain.progress().step(), survived);
            return new DemoReport(interruptions, seed, plain, undisturbed, interrupted, survived);
        }
    }

    private PlainLoop.Result trainPlain(
            KafkaAccess kafka, PlannedRun planned, ComputeDevice device) {
        line.say("1. Training in a plain loop, without Flink");
        long steps = steps(planned);
        PlainLoop loop = new PlainLoop(planned.topic(), planned.input(), planned.spec(), device);
        PlainLoop.Result result = loop.train(kafka.clients(), step -> line.show(step, steps, ""));
        line.say(
                String.format(
                        Locale.ROOT,
                        "   %,d steps in %.1f s, loss %.4f, AUC %.3f, SHA-256 %s",
                        result.progress().step(),
                        result.seconds(),
                        result.progress().lossAverage(),
                        result.progress().auc().area(),
                        DemoReport.shortSha(result.sha256())));
        return result;
    }

    private static long steps(PlannedRun planned) {
        long records = planned.spans().stream().mapToLong(span -> span.end() - span.begin()).sum();
        int rows = planned.configuration().input().batchRows();
        return (records + rows - 1) / rows;
    }

    private DemoReport.JobEnd trainUndisturbed(
            KafkaAccess kafka, JobConfiguration configuration, JobPlan plan, long steps)
            throws Exception {
        FaultInjector.reset();
        long begin = System.nanoTime();
        try (DemoJob job = DemoJob.start(configuration, kafka, plan);
                CommittedStepWatch watch =
                        new CommittedStepWatch(kafka.clients(), configuration.topics().metrics())) {
            line.say("2. Training in Flink, undisturbed; web UI at " + job.webInterface());
            LiveView view = new LiveView(line, watch, steps);
            while (!job.hasEnded()) {
                view.look(LOOK, 0);
            }
            job.awaitSuccess();
        }
        return end(kafka, configuration, plan, System.nanoTime() - begin);
    }

    private DemoReport.JobEnd trainInterrupted(
            KafkaAccess kafka,
            JobConfiguration configuration,
            long steps,
            List<Interruption> survived)
            throws Exception {
        FaultInjector.reset();
        JobPlan plan = DemoJob.plan(configuration, kafka);
        long begin = System.nanoTime();
        try (DemoJob job = DemoJob.start(configuration, kafka, plan);
                CommittedStepWatch watch =
                        new CommittedStepWatch(kafka.clients(), configuration.topics().metrics())) {
            line.say(
                    Message.of(
                            """
                            3. Training in Flink with %s interruptions (--seed %s); web UI at %s""",
                            interruptions, seed, job.webInterface()));
            LiveView view = new LiveView(line, watch, steps);
            Interrupter interrupter = new Interrupter(job, view, line);
            for (FaultPlan.Fault fault : FaultPlan.random(interruptions, seed).faults()) {
                interrupter.interrupt(fault).ifPresent(survived::add);
            }
            while (!job.hasEnded()) {
                view.look(LOOK, survived.size());
            }
            job.awaitSuccess();
        }
        return end(kafka, configuration, plan, System.nanoTime() - begin);
    }

    private DemoReport.JobEnd end(
            KafkaAccess kafka, JobConfiguration configuration, JobPlan plan, long nanos) {
        List<PartitionSpan> spans = plan.runs().get(0).spans();
        CommittedRun committed = CommittedRun.read(kafka.clients(), configuration.topics(), RUN);
        String sha256 =
                JobHistory.read(
                                kafka.clients(),
                                configuration.topics().runState(),
                                configuration.job())
                        .state(RUN, plan.owner().generation())
                        .filter(state -> state.status() == RunStatus.SUCCEEDED)
                        .map(RunStateRecord::sha256)
                        .orElse("none");
        line.say(
                String.format(
                        Locale.ROOT,
                        "   %,d steps in %.1f s, SHA-256 %s",
                        committed.steps().size(),
                        nanos / 1e9,
                        DemoReport.shortSha(sha256)));
        return new DemoReport.JobEnd(
                sha256, committed, committed.gaps(spans), topic.brokenRecords(), nanos / 1e9);
    }

    private JobConfiguration configuration(String job) throws IOException {
        try (InputStream file = Demo.class.getResourceAsStream("demo.yaml")) {
            if (file == null) {
                throw new IOException(
                        "The demonstration's configuration is not on the class path.");
            }
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return ConfigurationReader.read(
                    "demo.yaml", text.replace("@JOB@", job).replace("@FOLDER@", quoted(folder)));
        }
    }

    /** As it stands between double quotes in YAML. */
    private static String quoted(Path folder) {
        return folder.toString().replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
