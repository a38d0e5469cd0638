package io.ratchet.job.quarantine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ratchet.job.message.Message;
import io.ratchet.job.record.QuarantineEntry;
import io.ratchet.job.sample.Words;
import io.ratchet.kafka.format.RefusalReason;
import io.ratchet.training.batch.PartitionPlaces;
import io.ratchet.training.run.RefusalCount;
import io.ratchet.training.run.RefusalCounts;
import io.ratchet.training.step.BatchRefusal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What stands in quarantine of a run, for a reader and as JSON. */
public final class QuarantineReport {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final int SHOWN_CHARACTERS = 300;
    private static final int SHOWN_BYTES = 64;

    private QuarantineReport() {}

    /** Writes it for a reader. */
    public static void print(QuarantineSummary summary, String topic, PrintWriter out) {
        out.println(
                Message.of(
                        "run %s: %s records and %s batches in quarantine, on topic %s",
                        summary.run(),
                        Words.count(count(summary.records())),
                        Words.count(count(summary.batches())),
                        topic));
        print(
                summary.records(),
                "records",
                code -> RefusalReason.ofCode(code).map(RefusalReason::remedy),
                out);
        print(
                summary.batches(),
                "batches",
                code -> BatchRefusal.ofCode(code).map(BatchRefusal::remedy),
                out);
        for (QuarantineEntry entry : summary.first()) {
            PartitionPlaces place = entry.places().partitions().get(0);
            out.println(
                    Message.of(
                            "  topic %s, partition %s, offset %s: %s, %s",
                            entry.topic(),
                            place.partition(),
                            place.from(),
                            entry.reason(),
                            entry.detail()));
            out.println("    " + value(entry));
        }
        out.flush();
    }

    private static void print(
            Map<Integer, RefusalCounts> byGeneration,
            String what,
            Function<String, Optional<String>> remedies,
            PrintWriter out) {
        byGeneration.forEach(
                (generation, counts) -> {
                    for (RefusalCount count : counts.commonest(Integer.MAX_VALUE)) {
                        out.println(
                                Message.of(
                                        "  %s%s %s %s, the first in partition %s at offset %s",
                                        byGeneration.size() > 1
                                                ? "generation " + generation + ": "
                                                : "",
                                        Words.count(count.records()),
                                        what,
                                        count.reason(),
                                        count.partition(),
                                        count.offset()));
                        remedies.apply(count.reason())
                                .ifPresent(remedy -> out.println("    " + remedy));
                    }
                });
    }

    private static long count(Map<Integer, RefusalCounts> byGeneration) {
        return byGeneration.values().stream().mapToLong(RefusalCounts::records).sum();
    }

    /** The beginning of a value: its text, or else its bytes. */
    private static String value(QuarantineEntry entry) {
        byte[] bytes = entry.bytes();
        if (entry.length() == 0) {
            return "(no value)";
        }
        String cut = entry.length() > bytes.length ? " of " + entry.length() + " bytes" : "";
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            String shown =
                    text.length() > SHOWN_CHARACTERS
                            ? text.substring(0, SHOWN_CHARACTERS) + "..."
                            : text;
            return shown.replaceAll("\\p{Cntrl}", "?") + cut;
        } catch (CharacterCodingException binary) {
            int length = Math.min(bytes.length, SHOWN_BYTES);
            return Message.of(
                    "0x%s%s (%s bytes)",
                    HexFormat.of().formatHex(bytes, 0, length),
                    bytes.length > length ? "..." : "",
                    entry.length());
        }
    }

    /** Writes it as JSON. */
    public static void write(QuarantineSummary summary, String topic, Path file)
            throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("run", summary.run());
        root.put("topic", topic);
        write(summary.records(), root.putArray("records"));
        write(summary.batches(), root.putArray("batches"));
        ArrayNode shown = root.putArray("first");
        for (QuarantineEntry entry : summary.first()) {
            PartitionPlaces place = entry.places().partitions().get(0);
            ObjectNode node = shown.addObject();
            node.put("generation", entry.generation());
            node.put("topic", entry.topic());
            node.put("partition", place.partition());
            node.put("offset", place.from());
            node.put("reason", entry.reason());
            node.put("detail", entry.detail());
            node.put("length", entry.length());
            node.put("sha256", entry.sha256());
            node.put("bytes", entry.bytes());
        }
        JSON.writeValue(file.toFile(), root);
    }

    private static void write(Map<Integer, RefusalCounts> byGeneration, ArrayNode into) {
        byGeneration.forEach(
                (generation, counts) -> {
                    for (RefusalCount count : counts.byReason()) {
                        ObjectNode node = JSON.valueToTree(count);
                        node.put("generation", generation);
                        into.add(node);
                    }
                });
    }
}
