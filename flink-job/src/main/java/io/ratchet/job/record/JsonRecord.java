package io.ratchet.job.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ratchet.job.message.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;

/**
 * JSON with a version. Floats are written as Java writes them, the shortest digits that give the
 * same bits again; NaN, which JSON does not have, is null.
 */
public final class JsonRecord {
    /** The version that this build writes, and the only one it reads. */
    public static final int VERSION = 2;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .build())
                    .build();
    private static final ObjectMapper MAPPER = new ObjectMapper(FACTORY);

    private JsonRecord() {}

    /** Writes the fields of a value. */
    public interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    public static byte[] write(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField("v", VERSION);
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write JSON into memory.", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a value of some kind.
     *
     * @param what what it is, for errors
     * @param reader takes the fields; whatever it refuses is no value of that kind
     * @throws UnreadableRecordException if it is no JSON object, of another version, or refused
     */
    public static <T> T read(String what, byte[] bytes, Function<JsonNode, T> reader) {
        JsonNode node = read(what, bytes);
        try {
            return reader.apply(node);
        } catch (RuntimeException refusal) {
            throw new UnreadableRecordException(
                    "Cannot read a " + what + ": " + refusal.getMessage(), refusal);
        }
    }

    /**
     * Reads the fields of a value.
     *
     * @param what what it is, for errors
     * @throws UnreadableRecordException if it is no JSON object, or of another version
     */
    public static JsonNode read(String what, byte[] bytes) {
        JsonNode node;
        try {
            node = MAPPER.readTree(bytes);
        } catch (IOException e) {
            throw new UnreadableRecordException(
                    "Cannot read a " + what + " of " + bytes.length + " bytes: it is not JSON.", e);
        }
        int version = node.path("v").asInt(0);
        if (version != VERSION) {
            throw new UnreadableRecordException(
                    Message.of(
                            """
                            Cannot read a %s: it has version %s, this build reads version %s. \
                            Finish or restart the job with the build that wrote it, or give the \
                            job other topics (topics.prefix), and start it with 'resume: never'.""",
                            what, version, VERSION),
                    null);
        }
        return node;
    }

    public static void decimal(JsonGenerator json, String name, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumberField(name, value);
        } else {
            json.writeNullField(name);
        }
    }

    public static double decimal(JsonNode node, String name) {
        return node.path(name).asDouble(Double.NaN);
    }
}
