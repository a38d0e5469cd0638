package io.ratchet.job.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.job.setting.ConfigurationException;
import org.junit.jupiter.api.Test;

class BatchBytesTest {
    @Test
    void refusesABatchThatNoValueOfStateCouldHold() {
        assertThat(read(1_000_000, 100).runs()).hasSize(1);
        assertThatThrownBy(() -> read(1_000_000, 300))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("input.batch: is 1000000, and with 1212 bytes a row");
    }

    private static JobConfiguration read(int rows, int columns) {
        StringBuilder text = new StringBuilder();
        for (int column = 0; column < columns; column++) {
            text.append("        - {name: x").append(column).append(", type: numeric}\n");
        }
        return ConfigurationReader.read(
                "large",
                """
                job: large
                runs:
                  - id: run
                    input:
                      topic: rows
                      format: csv
                      batch: %d
                      columns:
                        - {name: y, type: label}
                %s
                    model: {type: linear}
                    loss: squared-error
                    optimizer: {type: sgd, learningRate: 0.01}
                    until: end-of-topic
                """
                        .formatted(rows, text));
    }
}
