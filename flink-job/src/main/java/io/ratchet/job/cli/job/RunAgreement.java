package io.ratchet.job.cli.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ratchet.job.message.Message;
import io.ratchet.job.status.RunView;
import io.ratchet.training.run.Change;
import io.ratchet.training.run.Resumption;
import io.ratchet.training.run.RunHistory;
import java.io.PrintWriter;

/** What was agreed of a run, and what became of it, for a reader and as JSON. */
final class RunAgreement {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RunAgreement() {}

    static void print(RunView run, PrintWriter out) {
        out.println(
                Message.of(
                        "    reads topic %s (id %s), partitions %s, key %s",
                        run.start().topic(),
                        run.start().topicId(),
                        run.start().spans().size(),
                        run.start().contract().fixed().getOrDefault("input.key", "none")));
        run.warnings().forEach(warning -> out.println("    but " + warning));
        RunHistory history = run.history();
        if (history.resumptions() > 0 && !history.entries().isEmpty()) {
            Resumption last = history.entries().get(history.entries().size() - 1);
            out.println(
                    Message.of(
                            "    gone on with %s times, last at step %s from %s",
                            history.resumptions(), last.step(), last.parent()));
        }
        for (Resumption entry : history.entries()) {
            for (Change change : entry.changes()) {
                out.println("    since step " + entry.step() + " with another " + change.text());
            }
        }
    }

    static void write(RunView view, ObjectNode run) {
        run.put("topic", view.start().topic());
        run.put("topicId", view.start().topicId());
        run.set("contract", JSON.valueToTree(view.start().contract()));
        run.set("history", JSON.valueToTree(view.history()));
        view.warnings().forEach(run.putArray("warnings")::add);
    }
}
