package io.ratchet.kafka.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who runs the broker of a folder, by the folder's lock and its file. */
class EmbeddedBrokerTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir Path folder;

    @Test
    void anAddressIsThereAsLongAsItsProcessAndItsLock() throws IOException {
        try (BrokerFolder held = BrokerFolder.open(folder)) {
            assertThat(BrokerAddress.read(folder)).isEmpty();
            held.announce("127.0.0.1:9092");
            assertThat(BrokerAddress.read(folder))
                    .contains(new BrokerAddress("127.0.0.1:9092", ProcessHandle.current().pid()));
            assertThat(BrokerFolder.take(folder)).isEmpty();
        }
        // As a process that is killed would leave it.
        assertThat(folder.resolve(BrokerAddress.FILE)).exists();
        try (BrokerFolder next = BrokerFolder.open(folder)) {
            assertThat(BrokerAddress.read(next.path())).isEmpty();
        }
    }

    @Test
    void whatAProcessHasLeftThatIsGoneIsNotBelieved() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Files.writeString(
                folder.resolve(BrokerAddress.FILE),
                new BrokerAddress("127.0.0.1:9092", gone.pid()).text());
        assertThat(BrokerAddress.read(folder)).isEmpty();
        Files.writeString(folder.resolve(BrokerAddress.FILE), "127.0.0.1");
        assertThat(BrokerAddress.read(folder)).isEmpty();
    }

    @Test
    void whereTheOtherDoesNotSayWhereItsBrokerAnswersNobodyWaitsForEver() {
        try (BrokerFolder held = BrokerFolder.open(folder)) {
            assertThat(held.path()).isEqualTo(folder);
            assertThatThrownBy(() -> EmbeddedBroker.open(folder, 0, SHORT))
                    .isInstanceOf(LocalBrokerException.class)
                    .hasMessageContaining(
                            "Another process holds the broker's folder '" + folder + "'")
                    .hasMessageContaining("kafka.data");
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Path taken = Files.writeString(folder.resolve("taken"), "a file");
        assertThatThrownBy(() -> EmbeddedBroker.open(taken.resolve("kafka"), 0, SHORT))
                .isInstanceOf(LocalBrokerException.class)
                .hasMessageContaining("Cannot use folder '" + taken.resolve("kafka") + "'")
                .hasMessageContaining("in which you may write");
    }
}
