package io.ratchet.job.record;

import static io.ratchet.job.record.RecordField.decimal;
import static io.ratchet.job.record.RecordField.integer;
import static io.ratchet.job.record.RecordField.list;
import static io.ratchet.job.record.RecordField.text;

import java.util.ArrayList;
import java.util.List;

/**
 * The fields of all records that users read, and the page about them: {@code docs/use/topics.md}. A
 * test compares them with what the codecs write.
 */
final class RecordFields {
    private static final RecordField VERSION =
            integer(
                    "v",
                    "version of the record's form, now 2; a reader refuses one that it does not know");
    private static final RecordField RUN = text("run", "the run's id");
    private static final RecordField INSTANCE =
            text("instance", "whom it is about: the run's id, or, of a run by key, `<run>/<key>`");
    private static final RecordField GENERATION =
            integer(
                    "generation",
                    "how often the run was started afresh (`resume: never`), from 1 on");
    private static final RecordField TIME =
            integer("time", "wall clock when it was made, in milliseconds since 1970");
    private static final RecordField PLACES =
            list(
                    "places",
                    "the records it is about, by partition and offset"
                            + " ([their form](../prove/exactly-once.md#places))");
    private static final RecordField REASON = text("reason", "a [stable code](codes.md)");
    private static final RecordField DETAIL =
            text(
                    "detail",
                    "what was found, for a reader; one that is too long is cut, and says so");
    private static final RecordField TOPIC = text("topic", "the topic that the run reads");
    private static final List<RecordField> PARTS =
            List.of(
                    integer(
                            "part",
                            "only where the record is larger than its topic takes: its number among"
                                    + " several, from 1 on, that differ in `places` alone and stand"
                                    + " in one transaction"),
                    integer("parts", "with `part`: how many there are"));

    /** Of {@code <prefix>.metrics}: one for each step. */
    static final List<RecordField> STEP =
            with(
                    PARTS,
                    VERSION,
                    RUN,
                    INSTANCE,
                    GENERATION,
                    integer("step", "the step, numbered from 1"),
                    decimal("loss", "mean loss of the batch before the update"),
                    decimal(
                            "lossAverage",
                            "average of the steps' losses so far, weighted by samples"),
                    decimal("gradientNorm", "L2 norm of all gradients before clipping"),
                    decimal("learningRate", "of this step"),
                    integer("sampleCount", "samples of this step"),
                    integer("samples", "samples of all steps so far"),
                    decimal("auc", "area under the ROC curve so far, where it is measured"),
                    PLACES,
                    TIME);

    /** Of {@code <prefix>.quarantine}: one for each refused record. */
    static final List<RecordField> REFUSED_RECORD =
            List.of(
                    VERSION,
                    text("kind", "`record`"),
                    RUN,
                    GENERATION,
                    REASON,
                    DETAIL,
                    TOPIC,
                    PLACES,
                    integer("length", "bytes of the record's value, as it stands on its topic"),
                    integer(
                            "kept",
                            "so many of these bytes are in `bytes`: all, up to the limits of"
                                    + " `maxRecordBytes` and of this topic"),
                    text("sha256", "SHA-256 of the whole value, in hex"),
                    new RecordField(
                            "bytes", RecordField.Type.BASE64, "the value, or its beginning"),
                    TIME);

    /** Of {@code <prefix>.quarantine}: one for each batch that was refused in the step. */
    static final List<RecordField> REFUSED_BATCH =
            with(
                    PARTS,
                    VERSION,
                    text("kind", "`batch`"),
                    RUN,
                    INSTANCE,
                    GENERATION,
                    integer("attemptedStep", "the number that the step would have had"),
                    REASON,
                    DETAIL,
                    TOPIC,
                    PLACES,
                    TIME);

    /** Of {@code <prefix>.run-state}: the last of each run. */
    static final List<RecordField> RUN_STATE =
            List.of(
                    VERSION,
                    RUN,
                    INSTANCE,
                    GENERATION,
                    text(
                            "status",
                            "`training`, `succeeded`, `refused`, `untrained` or `diverged`"
                                    + " ([what they mean](../operate/operations.md#start))"),
                    integer("step", "steps so far"),
                    integer("samples", "samples of all steps so far"),
                    decimal(
                            "lossAverage",
                            "average of the steps' losses so far, weighted by samples"),
                    decimal("auc", "area under the ROC curve so far, where it is measured"),
                    integer("refusedBatches", "batches refused in the step so far"),
                    integer("trainedRecords", "records that steps have used"),
                    list("refused", "what was refused, by reason"),
                    text("refused[].reason", "a [stable code](codes.md)"),
                    integer("refused[].records", "how many, for this reason"),
                    integer("refused[].partition", "where the first of them stands"),
                    integer("refused[].offset", "where the first of them stands"),
                    text("refused[].detail", "what was found in the first of them"),
                    integer(
                            "waitingRecords",
                            "records that wait, because they do not fill a batch"),
                    integer("ends", "how often the run has come to an end"),
                    text("sha256", "of the final weights, in hex; empty before the end"),
                    TIME,
                    new RecordField(
                            "history",
                            RecordField.Type.OBJECT,
                            "how the run has come to where it stands"),
                    integer("history.resumptions", "how often it was gone on with"),
                    integer("history.omitted", "so many of these are not among the entries"),
                    list("history.entries", "the newest ten; fewer where the topic takes less"),
                    integer("history.entries[].number", "which time it was, from 1 on"),
                    integer("history.entries[].step", "at which step it was gone on with"),
                    integer("history.entries[].time", "when, in milliseconds since 1970"),
                    text("history.entries[].parent", "from which checkpoint or savepoint"),
                    list("history.entries[].changes", "what was another than before"),
                    text(
                            "history.entries[].changes[].name",
                            "a part of the contract, or of the process"),
                    text("history.entries[].changes[].before", "what it was"),
                    text("history.entries[].changes[].now", "what it is"));

    private RecordFields() {}

    private static List<RecordField> with(List<RecordField> more, RecordField... fields) {
        List<RecordField> all = new ArrayList<>(List.of(fields));
        all.addAll(more);
        return List.copyOf(all);
    }

    /** The page. */
    static String markdown() {
        return """
               # What a job writes to Kafka

               Records are JSON in UTF-8. Their key is the run's id; on the run-state topic, of a run by key, the instance. Read with `isolation.level=read_committed`: a step is
               committed with the checkpoint that holds it, once. Later versions add fields; they do not take one away, and do not
               give one another meaning, without another `v`.

               This page is written from the code (`RecordFields`), and a test compares it with what is written. To write it again:
               `mvn -pl flink-job -am test -Dtest=TopicsPageTest -Dratchet.write.reference=true -Dsurefire.failIfNoSpecifiedTests=false`.
               """
                + table("`<prefix>.metrics`: one record for each step", STEP)
                + table("`<prefix>.quarantine`: one for each refused record", REFUSED_RECORD)
                + table(
                        "`<prefix>.quarantine`: one for each batch refused in the step",
                        REFUSED_BATCH)
                + table("`<prefix>.run-state`: the last state of each run", RUN_STATE)
                + """

                  The run-state topic is compacted, and holds beside these what starts have fixed (keys with a `#`), which is not for
                  readers. `<prefix>.replays` is made when refused records are sent again, and is not for readers either. Do not
                  write to any of these topics.
                  """;
    }

    private static String table(String title, List<RecordField> fields) {
        StringBuilder text = new StringBuilder("\n## ").append(title).append("\n\n");
        text.append("| field | JSON | |\n|---|---|---|\n");
        for (RecordField field : fields) {
            text.append("| `")
                    .append(field.path())
                    .append("` | ")
                    .append(field.type().words())
                    .append(" | ")
                    .append(field.meaning())
                    .append(" |\n");
        }
        return text.toString();
    }
}
