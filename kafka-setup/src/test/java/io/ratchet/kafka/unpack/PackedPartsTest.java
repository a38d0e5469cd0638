package io.ratchet.kafka.unpack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of several members, frames or streams: whole, cut anywhere, and damaged anywhere. */
class PackedPartsTest {
    private static final byte[] SKIPPABLE_FRAME = {
        0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 'a', 'b', 'c'
    };

    @ParameterizedTest
    @ValueSource(strings = {PackedParts.GZIP, PackedParts.ZSTD, PackedParts.BZIP2})
    void readsAllParts(String suffix) throws IOException {
        assertThat(PackedParts.read(PackedParts.all(suffix))).isEqualTo(PackedParts.all(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {PackedParts.GZIP, PackedParts.ZSTD, PackedParts.BZIP2})
    void refusesAFileThatIsCutAnywhereButBetweenParts(String suffix) throws IOException {
        byte[] whole = PackedParts.all(suffix);
        List<Integer> boundaries = PackedParts.boundaries(suffix);
        // Below that it does not look packed; the loader refuses it as a text of one column.
        for (int length = 11; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            int part = boundaries.indexOf(length);
            if (part < 0) {
                assertThatThrownBy(() -> PackedParts.read(cut))
                        .as("cut after %s bytes", length)
                        .isInstanceOf(UnreadableFileException.class);
            } else {
                assertThat(PackedParts.read(cut))
                        .isEqualTo(
                                part == 0
                                        ? PackedParts.plain(0)
                                        : PackedParts.join(
                                                PackedParts.plain(0), PackedParts.plain(1)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {PackedParts.GZIP, PackedParts.ZSTD, PackedParts.BZIP2})
    void givesNothingElseThanTheContentWhateverBitIsFlipped(String suffix) throws IOException {
        byte[] whole = PackedParts.all(suffix);
        byte[] content = PackedParts.all("");
        int refused = 0;
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            byte[] read;
            try {
                read = PackedParts.read(damaged);
            } catch (UnreadableFileException refusal) {
                refused++;
                continue;
            }
            // A name or a time in a gzip header may be any.
            assertThat(read).as("bit %s of byte %s", bit % 8, bit / 8).isEqualTo(content);
        }
        assertThat(refused).isGreaterThan(6 * whole.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {PackedParts.GZIP, PackedParts.ZSTD, PackedParts.BZIP2})
    void refusesWhatStandsBehindTheLastPart(String suffix) throws IOException {
        for (String more : List.of("x", "1,2,3\n", "more and more and more")) {
            byte[] file = PackedParts.join(PackedParts.all(suffix), more.getBytes(UTF_8));

            assertThatThrownBy(() -> PackedParts.read(file))
                    .isInstanceOf(UnreadableFileException.class);
        }
    }

    @Test
    void passesOverZerosBehindGzip() throws IOException {
        byte[] padded = PackedParts.join(PackedParts.all(PackedParts.GZIP), new byte[1000]);

        assertThat(PackedParts.read(padded)).isEqualTo(PackedParts.all(""));
        assertThatThrownBy(() -> PackedParts.read(PackedParts.join(padded, new byte[] {1})))
                .hasMessageContaining("no gzip member; gzip members before it: 3");
    }

    @Test
    void passesOverSkippableFrames() throws IOException {
        byte[] frames =
                PackedParts.join(
                        SKIPPABLE_FRAME,
                        PackedParts.part(0, PackedParts.ZSTD),
                        SKIPPABLE_FRAME,
                        PackedParts.part(1, PackedParts.ZSTD),
                        SKIPPABLE_FRAME);

        assertThat(PackedParts.read(frames))
                .isEqualTo(PackedParts.join(PackedParts.plain(0), PackedParts.plain(1)));
        assertThatThrownBy(() -> PackedParts.read(Arrays.copyOf(frames, frames.length - 1)))
                .hasMessageContaining("it is cut");
    }

    @Test
    void saysWhichMemberIsDamagedAndWhere() throws IOException {
        byte[] second = PackedParts.part(1, PackedParts.GZIP);
        second[3] |= (byte) 0x80;
        byte[] file = PackedParts.join(PackedParts.part(0, PackedParts.GZIP), second);

        assertThatThrownBy(() -> PackedParts.read(file))
                .hasMessageContainingAll("gzip member 2", "flags that do not exist");
        assertThatThrownBy(
                        () ->
                                PackedParts.read(
                                        PackedParts.join(
                                                PackedParts.part(0, PackedParts.GZIP),
                                                Arrays.copyOf(second, 3))))
                .hasMessageContaining("ends within gzip member 2, after 112 bytes: it is cut");
    }

    @Test
    void refusesWhatIsPackedTwice() throws IOException {
        byte[] twice = Gzip.pack(PackedParts.part(0, PackedParts.ZSTD));

        assertThatThrownBy(() -> PackedParts.read(twice))
                .hasMessage("what is packed in it looks like a Zstandard file");
    }

    @Test
    void readsContentLargerThanItsBuffers() throws IOException {
        byte[] large = "0123456789abcdef,ä\n".repeat(50_000).getBytes(UTF_8);

        assertThat(PackedParts.read(Gzip.pack(large))).isEqualTo(large);
        assertThat(PackedParts.read(Zstd.compress(large))).isEqualTo(large);
    }
}
