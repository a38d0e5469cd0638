package io.ratchet.job.configuration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.util.TimeUtils;

/**
 * Turns single values of the file into numbers, durations and sizes. What does not fit becomes a
 * fault and is replaced by a value that does; a missing value has its fault already.
 */
final class ValueParser {
    private static final Pattern WHOLE = Pattern.compile("[-+]?(0|[1-9][0-9]*)");
    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?(\\.[0-9]+|(0|[1-9][0-9]*)(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern WITHOUT_UNIT = Pattern.compile("[-+]?[0-9][0-9._]*");

    /** What YAML 1.1 takes for a number, and YAML 1.2 for another one or for none. */
    private static final Pattern AMBIGUOUS =
            Pattern.compile(
                    "[-+]?(0[0-9_]+|0[xXbBoO][0-9a-fA-F_]+|[0-9]+(:[0-9]+)+|[0-9_]*_[0-9_.]*)");

    private static final Set<String> TRUE = Set.of("true", "yes", "on");
    private static final Set<String> FALSE = Set.of("false", "no", "off");
    private static final int SHOWN_LENGTH = 60;

    private final Faults faults;

    ValueParser(Faults faults) {
        this.faults = faults;
    }

    /** A value as it stands in the file, for a fault. */
    static String show(JsonNode value) {
        if (value.isObject()) {
            return "a section";
        }
        if (value.isArray()) {
            return "a list";
        }
        if (value.isNull() || value.isMissingNode()) {
            return "empty";
        }
        String text = value.asText();
        return text.length() > SHOWN_LENGTH
                ? "'" + text.substring(0, SHOWN_LENGTH) + "…'"
                : "'" + text + "'";
    }

    /** A default, read as if it stood in the file. */
    JsonNode fallback(String text) {
        try {
            return YamlTree.read(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The default '" + text + "' is not YAML.", e);
        }
    }

    JsonNode missing() {
        return MissingNode.getInstance();
    }

    JsonNode emptySection() {
        return JsonNodeFactory.instance.objectNode();
    }

    String text(String path, ValueType.Text type, JsonNode value) {
        if (value.isMissingNode()) {
            return "unknown";
        }
        if (value.isValueNode() && value.asText().matches(type.pattern())) {
            return value.asText();
        }
        refuse(path, type, value);
        return "unknown";
    }

    long classCount(String path, ValueType.Classes type, JsonNode value) {
        return whole(path, new ValueType.Whole(type.least(), type.most()), type, value);
    }

    long whole(String path, ValueType.Whole type, JsonNode value) {
        return whole(path, type, type, value);
    }

    private long whole(String path, ValueType.Whole type, ValueType shown, JsonNode value) {
        if (value.isMissingNode()) {
            return type.least();
        }
        if (value.isTextual() && WHOLE.matcher(value.asText()).matches()) {
            BigInteger number = new BigInteger(value.asText());
            if (number.compareTo(BigInteger.valueOf(type.least())) >= 0
                    && number.compareTo(BigInteger.valueOf(type.most())) <= 0) {
                return number.longValue();
            }
        }
        refuseNumber(path, shown, value);
        return type.least();
    }

    double decimal(String path, ValueType.Decimal type, JsonNode value) {
        double within = type.leastIncluded() ? type.least() : type.least() + 1e-6;
        if (value.isMissingNode()) {
            return within;
        }
        if (value.isTextual() && DECIMAL.matcher(value.asText()).matches()) {
            double number = Double.parseDouble(value.asText());
            if (type.holds(number)) {
                return number;
            }
        }
        refuseNumber(path, type, value);
        return within;
    }

    private void refuseNumber(String path, ValueType type, JsonNode value) {
        if (value.isTextual() && AMBIGUOUS.matcher(value.asText()).matches()) {
            faults.add(
                    path,
                    "is "
                            + show(value)
                            + ", which is one number to some readers of YAML and another one, or"
                            + " none, to others; write it in plain decimal digits.");
        } else {
            refuse(path, type, value);
        }
    }

    /** A share as a number from 0 to 1. */
    double share(String path, ValueType.Share type, JsonNode value) {
        if (value.isMissingNode()) {
            return 0;
        }
        String text = value.isValueNode() ? value.asText().strip() : "";
        if (text.endsWith("%")) {
            String number = text.substring(0, text.length() - 1).strip();
            double percent =
                    DECIMAL.matcher(number).matches() ? Double.parseDouble(number) : Double.NaN;
            if (percent >= 0 && percent <= 100) {
                return percent / 100;
            }
        } else if (WITHOUT_UNIT.matcher(text).matches()) {
            faults.add(path, "is " + show(value) + " without a unit; write it as 5 % or 0.1 %.");
            return 0;
        }
        refuse(path, type, value);
        return 0;
    }

    Duration duration(String path, ValueType.Span type, JsonNode value) {
        if (value.isMissingNode()) {
            return type.least();
        }
        if (value.isTextual() && WITHOUT_UNIT.matcher(value.asText()).matches()) {
            faults.add(
                    path, "is " + show(value) + " without a unit; write 10 s, 500 ms or 15 min.");
            return type.least();
        }
        if (value.isTextual()) {
            try {
                Duration duration = TimeUtils.parseDuration(value.asText());
                if (duration.compareTo(type.least()) >= 0 && duration.compareTo(type.most()) <= 0) {
                    return duration;
                }
            } catch (IllegalArgumentException e) {
                faults.add(
                        path,
                        "is "
                                + show(value)
                                + ", which is no duration; write a number with a unit, such as 10"
                                + " s, 500 ms or 15 min.");
                return type.least();
            }
        }
        refuse(path, type, value);
        return type.least();
    }

    long bytes(String path, ValueType.Size type, JsonNode value) {
        if (value.isMissingNode()) {
            return type.leastBytes();
        }
        if (value.isTextual() && WITHOUT_UNIT.matcher(value.asText()).matches()) {
            faults.add(path, "is " + show(value) + " without a unit; write 64 kb, 16 mb or 1 gb.");
            return type.leastBytes();
        }
        if (value.isTextual()) {
            try {
                long bytes = MemorySize.parse(value.asText()).getBytes();
                if (bytes >= type.leastBytes() && bytes <= type.mostBytes()) {
                    return bytes;
                }
            } catch (IllegalArgumentException e) {
                faults.add(
                        path,
                        "is "
                                + show(value)
                                + ", which is no size; write a number with a unit, such as 64 kb,"
                                + " 16 mb or 1 gb.");
                return type.leastBytes();
            }
        }
        refuse(path, type, value);
        return type.leastBytes();
    }

    String choice(String path, ValueType.Choice type, JsonNode value) {
        if (value.isMissingNode()) {
            return type.values().get(0);
        }
        if (value.isValueNode() && type.values().contains(value.asText())) {
            return value.asText();
        }
        String advice =
                value.isValueNode()
                        ? NearestKey.of(value.asText(), type.values())
                                .map(nearest -> " Did you mean '" + nearest + "'?")
                                .orElse("")
                        : "";
        faults.add(path, "is " + show(value) + ", but " + type.words() + " is expected." + advice);
        return type.values().get(0);
    }

    boolean flag(String path, JsonNode value) {
        String word = value.isTextual() ? value.asText().toLowerCase(Locale.ROOT) : "";
        if (TRUE.contains(word) || FALSE.contains(word)) {
            return TRUE.contains(word);
        }
        if (!value.isMissingNode()) {
            refuse(path, new ValueType.Flag(), value);
        }
        return false;
    }

    private void refuse(String path, ValueType type, JsonNode value) {
        faults.add(path, "is " + show(value) + "; expected: " + type.words() + ".");
    }
}
