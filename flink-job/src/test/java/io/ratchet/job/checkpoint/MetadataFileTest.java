package io.ratchet.job.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a checkpoint's metadata is taken for what was written. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class MetadataFileTest {
    private static final Writer WRITER = new Writer(2, 5, 1234);

    private static final byte[] ORIGIN = {3, 1, 4, 1, 5};

    @TempDir Path folder;

    private Path file;
    private byte[] whole;

    @BeforeEach
    void write() throws IOException {
        CertifiedCheckpoint.write(folder, WRITER, 17, ORIGIN);
        file = folder.resolve("_metadata");
        whole = Files.readAllBytes(file);
    }

    @Test
    void readsWhoWroteIt() throws IOException {
        assertThat(read().certificate()).isEqualTo(new Certificate(WRITER, 17));
        assertThat(read().content()).hasSize(whole.length - Certificate.BYTES - ORIGIN.length);
        assertThat(read().origin()).isEqualTo(ORIGIN);
    }

    @Test
    void readsWhatWasWrittenBeforeStartsSaidAnythingOfThemselves() throws IOException {
        byte[] content = read().content();
        CertifiedCheckpoint.writeFirstVersion(folder, WRITER, 17);

        assertThat(read().certificate()).isEqualTo(new Certificate(WRITER, 17));
        assertThat(read().content()).isEqualTo(content);
        assertThat(read().origin()).isEmpty();
    }

    @Test
    void everyBitThatFlipsIsFound() throws IOException {
        for (int bit = 0; bit < whole.length * Byte.SIZE; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
            Files.write(file, flipped);
            assertThatThrownBy(this::read)
                    .as("bit %d", bit)
                    .isInstanceOf(DamagedMetadataException.class)
                    .hasMessageStartingWith("its _metadata ");
        }
    }

    @Test
    void aFileCutAnywhereIsFound() throws IOException {
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(this::read)
                    .as("%d bytes", length)
                    .isInstanceOf(DamagedMetadataException.class);
        }
    }

    private MetadataFile read() throws IOException {
        return MetadataFile.read(new org.apache.flink.core.fs.Path("file:" + folder));
    }
}
