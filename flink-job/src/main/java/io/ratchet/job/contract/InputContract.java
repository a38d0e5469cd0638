package io.ratchet.job.contract;

import io.ratchet.job.claim.RunStart;
import io.ratchet.job.configuration.InputConfiguration;
import io.ratchet.job.configuration.InputFormat;
import io.ratchet.job.message.Message;
import io.ratchet.kafka.batch.TensorSchema;
import io.ratchet.kafka.batch.TensorSpec;
import io.ratchet.kafka.csv.CsvSyntax;
import io.ratchet.kafka.csv.Separator;
import io.ratchet.kafka.format.LabelKind;
import io.ratchet.kafka.notation.DecimalMark;
import io.ratchet.kafka.notation.TimeNotation;
import io.ratchet.kafka.notation.TimePart;
import io.ratchet.kafka.row.Column;
import io.ratchet.kafka.row.MissingNumber;
import io.ratchet.kafka.row.RowSchema;
import io.ratchet.kafka.topic.KeyPartitioner;
import io.ratchet.training.run.ContractWriter;
import io.ratchet.training.run.RunContract;
import java.util.List;
import java.util.Locale;

/**
 * What of a run's contract only those know who read its records: which topic they stand on, which
 * of them are the run's, and what each field becomes. Each column is a part of its own, with its
 * place among the features, so that a difference names the column.
 */
final class InputContract {
    /** The part that tells which topic stands under the name now. */
    static final String TOPIC_NOW = "input.topic-now";

    private final ContractWriter writer = new ContractWriter();

    private InputContract() {}

    /**
     * The contract of an input.
     *
     * @param input as it is configured
     * @param start what was fixed of the run
     * @param topicNow which topic stands under the name now
     */
    static RunContract of(InputConfiguration input, RunStart start, String topicNow) {
        InputContract contract = new InputContract();
        contract.write(input, start);
        contract.write(input.format());
        contract.writer.mayChange(TOPIC_NOW, topicNow);
        return contract.writer.contract();
    }

    /** The topic that a run has read last: the one it was started on, or the last taken over. */
    static String knownId(RunStart start) {
        return start.contract().changeable().containsKey(TOPIC_NOW)
                ? idNow(start.contract())
                : start.topicId();
    }

    /** The topic that a contract was last compared with. */
    static String idNow(RunContract contract) {
        String text = contract.changeable().getOrDefault(TOPIC_NOW, "");
        int blank = text.indexOf(' ');
        return blank < 0 ? text : text.substring(0, blank);
    }

    private void write(InputConfiguration input, RunStart start) {
        writer.mayNotChange("input.topic", input.topic())
                .mayNotChange("input.topic-id", start.topicId())
                .mayNotChange("input.key", key(input))
                .mayNotChange("input.max-record-bytes", input.maxRecordBytes())
                .mayNotChange("input.partitions", start.spans().size());
        // Where a first start begins is in the spans; it decides nothing later.
        writer.decidesNothing("input.from", input.fromLatest() ? "latest" : "earliest")
                .decidesNothing("input.read-ahead", input.readAhead())
                .decidesNothing("input.same-records-as", input.sameRecordsAs());
    }

    private static String key(InputConfiguration input) {
        return input.key()
                .map(key -> '"' + key + '"' + partitioner(input.partitioner()))
                .orElse("none");
    }

    private static String partitioner(KeyPartitioner partitioner) {
        return partitioner == KeyPartitioner.KAFKA
                ? ""
                : " by the partitioner of " + partitioner.code();
    }

    private void write(InputFormat format) {
        writer.mayNotChange("input.format", format.code());
        if (format instanceof InputFormat.Csv csv) {
            writer.mayNotChange("input.fields", csv.header().size());
            write(csv.syntax());
            write(csv.schema(), csv.header());
        } else if (format instanceof InputFormat.Json json) {
            write(json.schema(), List.of());
        } else if (format instanceof InputFormat.Tensors tensors) {
            write(tensors.schema());
        }
    }

    /** Only what is not as usual: contracts from before there was a choice do not have it. */
    private void write(CsvSyntax syntax) {
        if (syntax.separator() != Separator.COMMA) {
            writer.mayNotChange("input.separator", syntax.separator().code());
        }
        if (syntax.decimal() != DecimalMark.POINT) {
            writer.mayNotChange("input.decimal", syntax.decimal().code());
        }
    }

    private void write(RowSchema schema, List<String> header) {
        int numbers = 0;
        int ids = 0;
        for (Column column : schema.columns()) {
            String field =
                    header.isEmpty() ? "" : "field " + (1 + header.indexOf(column.name())) + ", ";
            if (column instanceof Column.Ignored) {
                // In a line it takes a place, which the fields of the others tell.
                writer.decidesNothing("input.column." + column.name(), "ignored");
                continue;
            }
            String place =
                    column instanceof Column.Numeric
                            ? "number " + ++numbers
                            : column instanceof Column.Label ? "label" : "id " + (ids + 1);
            ids += column.cardinalities().size();
            writer.mayNotChange(
                    "input.column." + column.name(),
                    field + place + ": " + meaning(column) + absence(column));
        }
        if (schema.labelKind() instanceof LabelKind.Named named) {
            writer.mayNotChange(RunContract.CLASSES, ContractWriter.quoted(named.names()));
        }
    }

    private static String meaning(Column column) {
        if (column instanceof Column.Numeric numeric) {
            return Message.of(
                    "mean %s, deviation %s, missing %s",
                    numeric.mean(), numeric.deviation(), text(numeric.missing()));
        }
        if (column instanceof Column.Hashed hashed) {
            return "hash in " + hashed.buckets() + " buckets";
        }
        if (column instanceof Column.Listed listed) {
            return "place in " + ContractWriter.quoted(listed.values());
        }
        if (column instanceof Column.Timestamp timestamp) {
            return Message.of(
                    "time in parts %s%s",
                    timestamp.parts().stream().map(TimePart::code).toList(),
                    text(timestamp.notation()));
        }
        return text(((Column.Label) column).kind());
    }

    /** What else than an empty value is a missing one; empty where nothing is. */
    private static String absence(Column column) {
        // A number that may be absent is filled, which its meaning tells.
        boolean absent = column.mayBeAbsent() && !(column instanceof Column.Numeric);
        return (column.nulls().isEmpty()
                        ? ""
                        : ", missing if one of " + ContractWriter.quoted(column.nulls()))
                + (absent ? ", missing if absent" : "");
    }

    private static String text(TimeNotation notation) {
        if (notation instanceof TimeNotation.Date date) {
            return ", written as " + date.order().code();
        }
        if (notation instanceof TimeNotation.Epoch epoch) {
            return ", in " + epoch.unit().name().toLowerCase(Locale.ROOT) + " since 1970";
        }
        return notation instanceof TimeNotation.InZone local
                ? ", local times of " + local.zone().getId()
                : "";
    }

    private static String text(MissingNumber missing) {
        return missing instanceof MissingNumber.Fill fill
                ? "filled with " + fill.value()
                : "refused";
    }

    private static String text(LabelKind kind) {
        if (kind instanceof LabelKind.Above above) {
            return "above " + above.threshold();
        }
        if (kind instanceof LabelKind.Named named) {
            return "text, one of " + named.names().size() + " classes";
        }
        return kind instanceof LabelKind.Classes classes ? classes.count() + " classes" : "value";
    }

    private void write(TensorSchema schema) {
        int place = 0;
        for (TensorSpec feature : schema.features()) {
            writer.mayNotChange(
                    "input.tensor." + feature.name(), "feature " + ++place + ": " + text(feature));
        }
        writer.mayNotChange(
                "input.tensor." + schema.label().name(),
                "label: " + text(schema.label()) + ", " + text(schema.labelKind()));
    }

    private static String text(TensorSpec tensor) {
        return tensor.type().code() + " " + tensor.sampleShape();
    }
}
