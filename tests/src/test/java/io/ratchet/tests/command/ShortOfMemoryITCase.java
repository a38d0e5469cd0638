package io.ratchet.tests.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.tests.support.TrainProcess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command that has too little memory ends, and says what to set. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class ShortOfMemoryITCase {
    @TempDir Path folder;

    @Test
    void aStartWithoutDirectMemoryEndsWithWhatToSet() throws Exception {
        List<String> demo = List.of("demo", "--folder", folder.resolve("demo").toString());
        try (TrainProcess process =
                TrainProcess.start(
                        demo, folder.resolve("demo.log"), List.of("-XX:MaxDirectMemorySize=40m"))) {
            assertThat(process.exitCode()).as(process.output()).isEqualTo(1);
            assertThat(process.output()).contains("MaxDirectMemorySize", "RATCHET_JAVA_OPTS");
        }
    }
}
