package io.ratchet.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.RunConfiguration;
import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.instance.Instance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExampleFilesTest {
    private static final Path FOLDER = Path.of("");
    private static final int CHUNK_BYTES = 65_536;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "flights.yaml",
                "fashion-mnist.yaml",
                "linear-json.yaml",
                "custom-model.yaml"
            })
    void everyExampleIsReadAndItsModelFitsItsInput(String file) throws Exception {
        for (RunConfiguration run :
                ConfigurationReader.read(file, Files.readString(FOLDER.resolve(file))).runs()) {
            try (Instance instance =
                    Instance.create(
                            run.spec(1, List.of()), ComputeDevice.parse("cpu"), CHUNK_BYTES)) {
                assertThat(instance.progress().step()).isZero();
            }
        }
    }
}
