package io.ratchet.job.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ratchet.job.message.Message;
import io.ratchet.job.sample.Words;
import io.ratchet.training.run.RefusalCount;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What was found of runs, for a reader and as JSON. */
public final class CheckReport {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final int SHOWN_REASONS = 3;

    private CheckReport() {}

    /** Writes it for a reader. */
    public static void print(RunFindings found, PrintWriter out) {
        long others = found.looked() - found.accepted() - found.refused().records();
        out.println(
                Message.of(
                        """
                        run %s: %s of %s records would be accepted, %s refused (%s; refusedShare \
                        allows %s)%s""",
                        found.run().id(),
                        Words.count(found.accepted()),
                        Words.count(found.looked()),
                        Words.count(found.refused().records()),
                        Words.share(found.refusedShare()),
                        Words.share(found.run().ending().refusals().share()),
                        others > 0 ? ", " + Words.count(others) + " of other keys" : ""));
        for (RefusalCount count : found.refused().commonest(SHOWN_REASONS)) {
            out.println("  " + text(count));
        }
        int names = found.columns().stream().mapToInt(c -> c.name().length()).max().orElse(0);
        for (ColumnFinding column : found.columns()) {
            out.printf(
                    Locale.ROOT,
                    "  %-" + Math.max(1, names) + "s  %-9s  %s%n",
                    column.name(),
                    column.kind(),
                    column.sees());
        }
        for (ColumnFinding column : found.columns()) {
            column.advice().forEach(text -> out.println("  ! " + column.name() + ": " + text));
        }
        found.obstacles().forEach(text -> out.println("  ! " + text));
        out.flush();
    }

    private static String text(RefusalCount count) {
        return Message.of(
                "%s %s, the first in partition %s at offset %s: %s",
                Words.count(count.records()),
                count.reason(),
                count.partition(),
                count.offset(),
                count.detail());
    }

    /** Writes it as JSON. */
    public static void write(List<RunFindings> all, Path file) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode runs = root.putArray("runs");
        for (RunFindings found : all) {
            ObjectNode run = runs.addObject();
            run.put("run", found.run().id());
            run.put("looked", found.looked());
            run.put("accepted", found.accepted());
            run.put("samples", found.samples());
            run.put("refusedShare", found.refusedShare());
            run.set("refused", JSON.valueToTree(found.refused().byReason()));
            ArrayNode columns = run.putArray("columns");
            for (ColumnFinding column : found.columns()) {
                ObjectNode node = columns.addObject();
                node.put("name", column.name());
                node.put("kind", column.kind());
                node.setAll((ObjectNode) JSON.valueToTree(column.figures()));
                column.advice().forEach(node.putArray("advice")::add);
            }
            found.obstacles().forEach(run.putArray("obstacles")::add);
        }
        JSON.writeValue(file.toFile(), root);
    }
}
