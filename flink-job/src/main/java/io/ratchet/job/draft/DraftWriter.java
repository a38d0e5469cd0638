package io.ratchet.job.draft;

import io.ratchet.job.message.Message;
import io.ratchet.job.sample.Words;
import io.ratchet.kafka.csv.CsvSyntax;
import io.ratchet.kafka.csv.Separator;
import io.ratchet.kafka.notation.DecimalMark;
import java.util.List;

/** Writes a draft as a configuration with comments. */
public final class DraftWriter {
    /** Below so many batches, what does not fill the last one is a good part of the records. */
    private static final int FEW_BATCHES = 20;

    /** From so many records on, a network learns more than a linear model does. */
    private static final long MANY_RECORDS = 50_000;

    private static final int FEW_NUMBERS = 4;

    private final Draft draft;
    private final StringBuilder text = new StringBuilder();

    private DraftWriter(Draft draft) {
        this.draft = draft;
    }

    /**
     * The file.
     *
     * @param job the job's name, its run's too
     * @param topic what it reads
     * @param broker the section of the broker, as one line; empty for the embedded one
     * @param about where it comes from, and what to do next, a line each
     */
    public static String write(
            Draft draft, String job, String topic, String broker, List<String> about) {
        DraftWriter writer = new DraftWriter(draft);
        about.forEach(line -> writer.line("# " + Yaml.comment(line)));
        writer.line("");
        writer.line("job: " + Yaml.text(job));
        if (!broker.isEmpty()) {
            writer.line("kafka: " + broker);
        }
        writer.run(job, topic);
        return writer.text.toString();
    }

    private void run(String job, String topic) {
        boolean many = draft.total() >= MANY_RECORDS;
        line("");
        line("runs:");
        line("  - id: " + Yaml.text(job));
        line("    input:");
        line("      topic: " + Yaml.text(topic));
        line("      format: " + draft.profile().format());
        syntax(draft.profile().syntax());
        line("      batch: " + batch(many));
        line("      # Take out what is not known yet when the model will be asked.");
        line("      columns:");
        columns();
        model(many);
    }

    /** What is not as usual. */
    private void syntax(CsvSyntax syntax) {
        if (syntax.separator() != Separator.COMMA) {
            line("      separator: " + syntax.separator().code());
        }
        if (syntax.decimal() != DecimalMark.POINT) {
            line("      decimal: " + syntax.decimal().code());
        }
    }

    private static int batch(boolean many) {
        return many ? 64 : 16;
    }

    private void columns() {
        List<ColumnProfile> columns = draft.profile().columns();
        for (int at = 0; at < columns.size(); at++) {
            ColumnGuess guess = draft.guesses().get(at);
            String why =
                    guess.type().equals("label")
                            ? "The label, because " + draft.because() + ": " + guess.why()
                            : guess.why();
            line("        # " + Yaml.comment(why) + ".");
            line(
                    Message.of(
                            "        - {name: %s, type: %s%s}",
                            Yaml.text(columns.get(at).name()),
                            guess.type(),
                            guess.keys().isEmpty() ? "" : ", " + guess.keys()));
        }
    }

    private void model(boolean many) {
        int classes = draft.label().classes();
        boolean categories = draft.guesses().stream().anyMatch(ColumnGuess::isCategory);
        long numbers =
                draft.guesses().stream().filter(guess -> guess.type().equals("numeric")).count();
        String outputs = classes > 2 ? ", outputs: " + classes : "";
        if (!many) {
            line(
                    Message.of(
                            """
                                # Of %s records a linear model learns as much as any, and trains \
                            in no time.""",
                            Words.count(draft.total())));
            line("    model: {type: linear" + outputs + "}");
            line("    engine: java");
        } else if (categories) {
            line("    # Embeddings of the categories and times, beside the numbers.");
            line("    model: {type: tabular, embedding: 16, hidden: [64]" + outputs + "}");
        } else {
            line("    model: {type: mlp, hidden: [64, 32]" + outputs + "}");
            line("    engine: java");
        }
        line("    loss: " + (classes > 2 ? "softmax-cross-entropy" : "binary-cross-entropy"));
        String rate = many ? "0.05" : numbers > FEW_NUMBERS ? "0.1" : "0.3";
        line("    # Each weight has a rate of its own, so that this one is seldom far off.");
        line("    optimizer: {type: adagrad, learningRate: " + rate + "}");
        line("    until: end-of-topic");
        if (draft.total() < (long) FEW_BATCHES * batch(many)) {
            line("    # There are few records: train also those that do not fill a batch.");
            line("    lastBatch: train");
        }
        if (classes == 2) {
            line("    # Loss and AUC of every batch before the model learns from it.");
            line("    evaluation: auc");
        }
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
