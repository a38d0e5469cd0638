package io.ratchet.job.cli.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ratchet.job.resume.JobPlan;
import io.ratchet.operator.result.RunStateRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** How a job's runs stand at the end of a command, for a reader and as JSON. */
final class RunReport {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private RunReport() {}

    /**
     * Says it.
     *
     * @param models the folder of the job's models
     */
    static void print(List<RunStateRecord> states, Path models, PrintWriter out) {
        for (RunStateRecord state : states) {
            out.printf(
                    Locale.ROOT,
                    "run %s: %s after %,d steps, %,d samples, average loss %s%s%n",
                    state.instance(),
                    state.status().code(),
                    state.step(),
                    state.samples(),
                    state.step() == 0
                            ? "not known"
                            : String.format(Locale.ROOT, "%.4f", state.lossAverage()),
                    Double.isNaN(state.auc())
                            ? ""
                            : String.format(Locale.ROOT, ", AUC %.4f", state.auc()));
            if (!state.sha256().isEmpty()) {
                out.println("  SHA-256 " + state.sha256());
                out.println("  " + ModelLine.ofEnd(models, state));
            }
            RefusalLines.verdict(state.status(), TookPart.of(state))
                    .ifPresent(verdict -> out.println("  " + verdict));
            RefusalLines.of(TookPart.of(state)).forEach(line -> out.println("  " + line));
            if (state.refusedBatches() > 0) {
                out.println("  refused batches " + state.refusedBatches());
            }
        }
        out.flush();
    }

    static void write(
            String job,
            List<RunStateRecord> states,
            List<String> inputLosses,
            double seconds,
            Path file)
            throws IOException {
        ObjectNode report = json(job, states, seconds);
        inputLosses.forEach(report.putArray("inputLosses")::add);
        write(report, file);
    }

    static void write(ObjectNode report, Path file) throws IOException {
        JSON.writeValue(file.toFile(), report);
    }

    /** What a job was submitted as. */
    static ObjectNode submitted(JobPlan plan, String id, String page) {
        ObjectNode report = JSON.createObjectNode();
        report.put("job", plan.configuration().job());
        report.put("flinkJob", id);
        report.put("webInterface", page);
        plan.restorePath().ifPresent(path -> report.put("goesOnFrom", path.toString()));
        return report;
    }

    static ObjectNode json(String job, List<RunStateRecord> states, double seconds) {
        ObjectNode report = JSON.createObjectNode();
        report.put("job", job);
        report.put("seconds", seconds);
        ArrayNode runs = report.putArray("runs");
        for (RunStateRecord state : states) {
            ObjectNode run = runs.addObject();
            run.put("run", state.run());
            run.put("instance", state.instance());
            run.put("generation", state.generation());
            run.put("status", state.status().code());
            run.put("step", state.step());
            run.put("samples", state.samples());
            if (Double.isFinite(state.lossAverage()) && state.step() > 0) {
                run.put("lossAverage", state.lossAverage());
            }
            if (!Double.isNaN(state.auc())) {
                run.put("auc", state.auc());
            }
            run.put("refusedBatches", state.refusedBatches());
            RefusalLines.write(TookPart.of(state), run);
            run.put("sha256", state.sha256());
        }
        return report;
    }
}
