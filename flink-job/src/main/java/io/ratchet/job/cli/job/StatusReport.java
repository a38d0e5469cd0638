package io.ratchet.job.cli.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ratchet.job.follow.RestartNote;
import io.ratchet.job.message.Message;
import io.ratchet.job.rest.CompletedCheckpoint;
import io.ratchet.job.rest.JobInterruption;
import io.ratchet.job.rest.RemoteJob;
import io.ratchet.job.status.JobOverview;
import io.ratchet.job.status.JobView;
import io.ratchet.job.status.RunView;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** How jobs stand, for a reader and as JSON. */
final class StatusReport {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private StatusReport() {}

    static void print(List<JobOverview> jobs, long nowMillis, PrintWriter out) {
        for (JobOverview job : jobs) {
            if (job.flink().isPresent()) {
                print(job.flink().get(), job.runs(), nowMillis, out);
            } else {
                out.println("job " + job.job() + ": not known to Flink");
            }
            for (RunView run : job.runs()) {
                out.println("  " + text(run, nowMillis));
                RefusalLines.verdict(run.status(), TookPart.of(run))
                        .ifPresent(verdict -> out.println("    " + verdict));
                RefusalLines.of(TookPart.of(run)).forEach(line -> out.println("    " + line));
                RunAgreement.print(run, out);
            }
        }
        out.flush();
    }

    private static void print(JobView job, List<RunView> runs, long nowMillis, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "job %s: %s, %s%s, submitted %s ago%n",
                job.summary().name(),
                job.summary().status(),
                job.parallelism().isPresent()
                        ? "parallelism " + job.parallelism().getAsInt()
                        : "not Ratchet's",
                job.summary().isLive() ? ", " + job.restarts() + " restarts" : "",
                age(nowMillis - job.summary().startMillis()));
        out.println("  " + job.summary().id() + "  " + job.page());
        if (!job.train().isEmpty()) {
            out.println("  TRAIN: " + train(job.train(), runs));
        }
        job.checkpoint()
                .ifPresent(
                        last ->
                                out.printf(
                                        Locale.ROOT,
                                        "  last %s: %d, %s ago, %,d bytes in %d ms%n",
                                        last.isSavepoint() ? "savepoint" : "checkpoint",
                                        last.id(),
                                        age(nowMillis - last.completedMillis()),
                                        last.bytes(),
                                        last.durationMillis()));
        if (!job.inputWait().isEmpty()) {
            out.println("  waits: " + job.inputWait());
        }
        if (job.sinkWaitSeconds() > 0) {
            out.println(
                    Message.of(
                            """
                              the sink waits, for %s s, for transactions of others on the output \
                            topics; readers of committed records wait too. Let their producers end \
                            them, or abort them ('kafka-transactions.sh'); the task manager's log \
                            says whose they are""",
                            job.sinkWaitSeconds()));
        }
        job.interruption()
                .ifPresent(
                        last ->
                                out.println(
                                        Message.of(
                                                "  last interruption: %s ago%s: %s%s",
                                                age(nowMillis - last.timeMillis()),
                                                last.task().isEmpty() ? "" : ", " + last.task(),
                                                last.cause(),
                                                last.labels().isEmpty()
                                                        ? ""
                                                        : " " + last.labels())));
        job.restart().ifPresent(restart -> print(restart, out));
    }

    /** What the job manager makes of the last failure. */
    private static void print(RestartNote restart, PrintWriter out) {
        out.println("  last restart: " + restart.ruling() + ", " + restart.text());
        if (!restart.outlook().isEmpty() && !restart.instruction().isEmpty()) {
            out.println("    " + restart.instruction());
        }
    }

    /** What is known; what is not yet is left out. */
    private static String train(Map<String, RemoteJob.Metric> train, List<RunView> runs) {
        List<String> parts = new ArrayList<>();
        add(parts, "step %,.0f", train.get("step"), RemoteJob.Metric::largest);
        add(parts, "batch loss %.4f", train.get("loss"), RemoteJob.Metric::largest);
        add(parts, "%,.0f samples/s", train.get("samplesPerSecond"), RemoteJob.Metric::sum);
        if (parts.isEmpty()) {
            parts.add(JobLine.noStep(runs.stream().mapToLong(RunView::step).max().orElse(0)));
        }
        add(parts, "%.0f batches queued", train.get("queuedBatches"), RemoteJob.Metric::sum);
        return String.join(", ", parts);
    }

    private static void add(
            List<String> parts,
            String format,
            RemoteJob.@Nullable Metric metric,
            ToDoubleFunction<RemoteJob.Metric> value) {
        if (metric != null) {
            parts.add(String.format(Locale.ROOT, format, value.applyAsDouble(metric)));
        }
    }

    private static String text(RunView run, long nowMillis) {
        StringBuilder text = new StringBuilder();
        text.append("run ").append(run.run()).append(": ").append(run.status().code());
        if (run.generation() > 1) {
            text.append(", generation ").append(run.generation());
        }
        text.append(
                String.format(
                        Locale.ROOT,
                        ", committed step %,d, %,d samples, average loss %s",
                        run.step(),
                        run.samples(),
                        run.step() == 0
                                ? "not known yet"
                                : String.format(Locale.ROOT, "%.4f", run.lossAverage())));
        run.samplesPerSecond()
                .ifPresent(
                        rate -> text.append(String.format(Locale.ROOT, ", %,.0f samples/s", rate)));
        run.lag()
                .ifPresent(
                        lag ->
                                text.append(
                                        String.format(Locale.ROOT, ", %,d records behind", lag)));
        if (run.timeMillis() > 0) {
            text.append(", ").append(age(nowMillis - run.timeMillis())).append(" ago");
        }
        if (!run.sha256().isEmpty()) {
            text.append("\n    SHA-256 ").append(run.sha256());
        }
        return text.toString();
    }

    private static String age(long millis) {
        long seconds = Math.max(0, millis / 1000);
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 2 * 3600 ? seconds / 60 + " min" : seconds / 3600 + " h";
    }

    static void write(List<JobOverview> jobs, List<String> missing, long nowMillis, Path file)
            throws IOException {
        ObjectNode report = JSON.createObjectNode();
        report.put("time", Instant.ofEpochMilli(nowMillis).toString());
        missing.forEach(report.putArray("missing")::add);
        ArrayNode list = report.putArray("jobs");
        for (JobOverview overview : jobs) {
            ObjectNode job = list.addObject();
            job.put("job", overview.job());
            overview.flink().ifPresent(flink -> write(flink, nowMillis, job));
            ArrayNode runs = job.putArray("runs");
            overview.runs().forEach(run -> write(run, runs.addObject()));
        }
        JSON.writeValue(file.toFile(), report);
    }

    private static void write(JobView view, long nowMillis, ObjectNode job) {
        job.put("flinkJob", view.summary().id());
        job.put("state", view.summary().status().name());
        job.put("webInterface", view.page());
        view.parallelism().ifPresent(count -> job.put("parallelism", count));
        job.put("restarts", view.restarts());
        if (view.checkpoint().isPresent()) {
            CompletedCheckpoint last = view.checkpoint().get();
            ObjectNode checkpoint = job.putObject("lastCheckpoint");
            checkpoint.put("id", last.id());
            checkpoint.put("savepoint", last.isSavepoint());
            checkpoint.put("ageMillis", nowMillis - last.completedMillis());
            checkpoint.put("bytes", last.bytes());
            checkpoint.put("durationMillis", last.durationMillis());
            checkpoint.put("path", last.path());
        }
        ObjectNode train = job.putObject("train");
        new TreeMap<>(view.train())
                .forEach(
                        (name, metric) -> {
                            ObjectNode values = train.putObject(name);
                            values.put("largest", metric.largest());
                            values.put("sum", metric.sum());
                        });
        job.put("inputWait", view.inputWait());
        job.put("sinkWaitSeconds", view.sinkWaitSeconds());
        view.restart().ifPresent(restart -> write(restart, job.putObject("lastRestart")));
        if (view.interruption().isPresent()) {
            JobInterruption last = view.interruption().get();
            ObjectNode interruption = job.putObject("lastInterruption");
            interruption.put("time", Instant.ofEpochMilli(last.timeMillis()).toString());
            interruption.put("task", last.task());
            interruption.put("cause", last.cause());
            last.labels().forEach(interruption.putObject("labels")::put);
        }
    }

    private static void write(RestartNote restart, ObjectNode json) {
        json.put("kind", restart.kind());
        json.put("place", restart.place());
        json.put("ruling", restart.ruling());
        json.put("cause", restart.cause());
        json.put("instruction", restart.instruction());
        json.put("withoutProgress", restart.withoutProgress());
        json.put("outlook", restart.outlook());
    }

    private static void write(RunView view, ObjectNode run) {
        run.put("run", view.run());
        run.put("generation", view.generation());
        run.put("status", view.status().code());
        run.put("step", view.step());
        run.put("samples", view.samples());
        RefusalLines.write(TookPart.of(view), run);
        if (view.step() > 0 && Double.isFinite(view.lossAverage())) {
            run.put("lossAverage", view.lossAverage());
        }
        view.samplesPerSecond().ifPresent(rate -> run.put("samplesPerSecond", rate));
        view.lag().ifPresent(lag -> run.put("lag", lag));
        run.put("sha256", view.sha256());
        RunAgreement.write(view, run);
    }
}
