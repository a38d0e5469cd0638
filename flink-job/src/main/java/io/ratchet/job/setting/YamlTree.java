package io.ratchet.job.setting;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a YAML text into a tree in which every value is a text as it is written, or nothing. YAML
 * itself takes {@code 007} for a number, {@code NO} for false, and {@code 1.10} for 1.1; what a
 * value is meant to be, the key that it stands behind knows.
 */
final class YamlTree {
    private static final YAMLFactory FACTORY =
            YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final YAMLParser parser;

    private YamlTree(YAMLParser parser) {
        this.parser = parser;
    }

    /**
     * The tree of a text; missing where there is nothing in it.
     *
     * @throws Refusal if it holds more than one document, or refers to another place of itself
     * @throws JsonProcessingException if it is not YAML
     */
    static JsonNode read(String text) throws JsonProcessingException {
        try (YAMLParser parser = FACTORY.createParser(text)) {
            YamlTree tree = new YamlTree(parser);
            JsonToken first = parser.nextToken();
            if (first == null) {
                return MissingNode.getInstance();
            }
            JsonNode node = tree.node(first);
            if (parser.nextToken() != null) {
                throw new Refusal(
                        "begins a second document, which nobody would read; a file describes one"
                                + " job.",
                        parser.currentTokenLocation());
            }
            return node;
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException impossible) {
            throw new UncheckedIOException("Reading from memory failed", impossible);
        }
    }

    /** The tree of a text that stands in the code. */
    static JsonNode of(String text) {
        try {
            return read(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The default '" + text + "' is not YAML.", e);
        }
    }

    private JsonNode node(@Nullable JsonToken token) throws IOException {
        if (parser.isCurrentAlias()) {
            throw new Refusal(
                    "refers to another place of the file (*"
                            + parser.getText()
                            + "), which is not read; write the value itself.",
                    parser.currentTokenLocation());
        }
        if (token == JsonToken.START_OBJECT) {
            return section();
        }
        if (token == JsonToken.START_ARRAY) {
            ArrayNode list = NODES.arrayNode();
            JsonToken element = parser.nextToken();
            while (element != JsonToken.END_ARRAY) {
                list.add(node(element));
                element = parser.nextToken();
            }
            return list;
        }
        return token == JsonToken.VALUE_NULL
                ? NullNode.getInstance()
                : NODES.textNode(parser.getText());
    }

    private ObjectNode section() throws IOException {
        ObjectNode section = NODES.objectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            section.set(name, node(parser.nextToken()));
        }
        return section;
    }

    /** YAML that is well-formed, and not read. */
    static final class Refusal extends JsonProcessingException {
        private static final long serialVersionUID = 1L;

        private Refusal(String message, JsonLocation place) {
            super(message, place);
        }
    }
}
