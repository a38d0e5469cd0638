package io.ratchet.job.cli.data;

import io.ratchet.job.draft.RecordProfile;
import io.ratchet.job.message.Message;
import io.ratchet.kafka.batch.TensorBatchHeaders;
import io.ratchet.kafka.csv.CsvFields;
import io.ratchet.kafka.csv.CsvSyntax;
import io.ratchet.kafka.csv.Separator;
import io.ratchet.kafka.csv.SyntaxGuess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Profiles the records of a topic, of which the first tell whether and how they are CSV or JSON.
 */
final class TopicProfile {
    private final List<String> names;
    private final Optional<Separator> separator;

    /** The first lines, until it is known how they are written. */
    private final List<byte[]> waiting = new ArrayList<>();

    private @Nullable RecordProfile profile;
    private long empty;

    /**
     * @param names of the columns of CSV; numbered where none are given
     * @param separator of them, where it is known
     */
    TopicProfile(List<String> names, Optional<Separator> separator) {
        this.names = names;
        this.separator = separator;
    }

    void take(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        byte[] text = value == null ? new byte[0] : CsvFields.line(value);
        if (value == null || text.length == 0) {
            empty++;
            return;
        }
        RecordProfile taker = profile;
        if (taker != null) {
            taker.add(value);
            return;
        }
        if (record.headers().lastHeader(TensorBatchHeaders.FORMAT_KEY) != null) {
            throw new IllegalArgumentException(
                    Message.of(
                            """
                            Topic '%s' holds ready-made batches, which have no columns to guess; \
                            examples/fashion-mnist.yaml shows how they are configured.""",
                            record.topic()));
        }
        if (waiting.isEmpty() && isObject(text)) {
            taker = RecordProfile.ofJson();
            taker.add(value);
            profile = taker;
            return;
        }
        waiting.add(text);
        if (waiting.size() == SyntaxGuess.LINES) {
            profile = ofWaiting();
        }
    }

    private RecordProfile ofWaiting() {
        CsvSyntax syntax =
                separator.isPresent()
                        ? SyntaxGuess.of(separator.get(), waiting)
                        : SyntaxGuess.of(any -> waiting);
        RecordProfile csv =
                RecordProfile.ofCsv(
                        DraftNames.columns(names, waiting.get(0), syntax.separator()), syntax);
        waiting.forEach(csv::add);
        waiting.clear();
        return csv;
    }

    private static boolean isObject(byte[] value) {
        int at = 0;
        while (at < value.length - 1 && Character.isWhitespace(value[at])) {
            at++;
        }
        return value[at] == '{';
    }

    /** Records with nothing in them, which a job refuses. */
    long empty() {
        return empty;
    }

    RecordProfile profile(String topic) {
        RecordProfile found = profile;
        if (found == null && !waiting.isEmpty()) {
            found = ofWaiting();
            profile = found;
        }
        if (found == null) {
            throw new IllegalArgumentException(
                    Message.of(
                            "There is no record on topic '%s' to look at%s",
                            topic,
                            empty == 0
                                    ? ". Load some first."
                                    : ": the " + empty + " that are there have nothing in them."));
        }
        return found;
    }
}
