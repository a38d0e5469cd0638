package io.ratchet.job.configuration;

import static io.ratchet.job.configuration.Configurations.minimalWith;
import static io.ratchet.job.configuration.Configurations.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.job.setting.ConfigurationException;
import io.ratchet.kafka.format.LabelKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Labels whose classes have names, in a configuration. */
class NamedClassesReaderTest {
    @Test
    void namesAreWhatIsWritten() {
        LabelKind kind = kind("classes: [NO, 1.10]", "binary-cross-entropy", 1);

        assertThat(kind).isEqualTo(new LabelKind.Named(List.of("NO", "1.10")));
        assertThat(kind("classes: [007, 0x1F, off]", "softmax-cross-entropy", 3))
                .isEqualTo(new LabelKind.Named(List.of("007", "0x1F", "off")));
    }

    @Test
    void aNumberStillCountsThem() {
        assertThat(kind("classes: 3", "softmax-cross-entropy", 3))
                .isEqualTo(new LabelKind.Classes(3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "classes: [a, b, c] | binary-cross-entropy  | 1 | loss: is binary-cross-entropy, but the label has 3",
                "classes: [a, b, c] | softmax-cross-entropy | 2 | model.outputs: is 2, but the label has 3 classes",
                "classes: [a, b]    | squared-error         | 1 | loss: is squared-error, but the label is a text",
                "classes: [a]       | binary-cross-entropy  | 1 | needs at least 2",
                "classes: [a, a]    | binary-cross-entropy  | 1 | the same name twice",
                "classes: [a, null] | binary-cross-entropy  | 1 | classes[1]: is empty",
                "classes: many      | binary-cross-entropy  | 1 | or list of texts",
                "classes: 1         | binary-cross-entropy  | 1 | or list of texts",
                "classes: 0100      | binary-cross-entropy  | 1 | plain decimal digits",
                "above: 1, classes: [a, b] | binary-cross-entropy | 1 | beside 'above'",
            })
    void refusesWhatDoesNotFit(String keys, String loss, int outputs, String fault) {
        assertThatThrownBy(() -> kind(keys, loss, outputs))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(fault);
    }

    private static LabelKind kind(String keys, String loss, int outputs) {
        String text =
                minimalWith("type: label, above: 15", "type: label, " + keys)
                        .replace("loss: binary-cross-entropy", "loss: " + loss)
                        .replace("type: tabular", "type: tabular, outputs: " + outputs);
        return ((InputFormat.Csv) read(text).runs().get(0).input().format()).schema().labelKind();
    }
}
