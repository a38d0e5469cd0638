package io.ratchet.kafka.unpack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts in other encodings, and what is no text in the one that it should be in. */
class TextEncodingTest {
    private static final String TEXT = "id,name,y\n1,Zürich,0\n2,東京,1\n3,🚆,0\n".repeat(3000);
    private static final String MARK = "\ufeff";

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void readsAMarkedText(String encoding) throws IOException {
        byte[] file = (MARK + TEXT).getBytes(Charset.forName(encoding));

        assertThat(read(file, Optional.empty())).isEqualTo(TEXT);
        assertThat(read(file, Optional.of(Charset.forName(encoding)))).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void readsATextWithoutAMark(String encoding) throws IOException {
        byte[] file = TEXT.getBytes(Charset.forName(encoding));

        assertThat(read(file, Optional.empty())).isEqualTo(TEXT);
        assertThat(read(file, Optional.of(Charset.forName(encoding)))).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void tellsTheByteOrderOfATextWithFewLettersOfAscii(String encoding) throws IOException {
        String text = "一,東京駅\n二,大阪駅\n";

        assertThat(read(text.getBytes(Charset.forName(encoding)), Optional.empty()))
                .isEqualTo(text);
        assertThat(read(text.getBytes(Charset.forName(encoding)), Optional.of(UTF_16)))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"ISO-8859-1, Zürich", "windows-1252, 5 €", "Shift_JIS, 東京", "IBM850, Zürich"})
    void readsAnEncodingThatIsNamed(String encoding, String word) throws IOException {
        String text = ("1," + word + "\n").repeat(20_000);
        Charset charset = Charset.forName(encoding);

        assertThat(read(text.getBytes(charset), Optional.of(charset))).isEqualTo(text);
    }

    @Test
    void refusesLatin1AndSaysWhereAndWhatItLooksLike() {
        byte[] file = "id,city\n1,Zürich\n".getBytes(ISO_8859_1);

        assertThatThrownBy(() -> read(file, Optional.empty()))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContainingAll(
                        "byte 11 (0xfc, in line 2) is not UTF-8", "--encoding ISO-8859-1");
        assertThatThrownBy(
                        () ->
                                read(
                                        "a,b\n1,5 €\n".getBytes(Charset.forName("windows-1252")),
                                        Optional.empty()))
                .hasMessageContaining("--encoding windows-1252");
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8, '\\n'", "UTF-8, '\\r'", "UTF-8, '\\r\\n'",
        "windows-1252, '\\n'", "windows-1252, '\\r'", "Shift_JIS, '\\r\\n'"
    })
    void saysInWhichLineAWrongByteStands(String encoding, String written) {
        String end = written.replace("\\r", "\r").replace("\\n", "\n");
        for (int lines : new int[] {3, 50_000}) {
            byte[] good = ("1,abc" + end).repeat(lines).getBytes(ISO_8859_1);
            byte[] file = Arrays.copyOf(good, good.length + 3);
            file[good.length] = 'x';
            // In none of them a character, nor the beginning of one.
            file[good.length + 1] = (byte) (encoding.equals("windows-1252") ? 0x81 : 0xff);

            assertThatThrownBy(() -> read(file, Optional.of(Charset.forName(encoding))))
                    .hasMessageContaining("byte " + (good.length + 1) + " (0x")
                    .hasMessageContaining("in line " + (lines + 1) + ")");
        }
    }

    @Test
    void refusesAWrongByteFarBehindTheBeginning() {
        byte[] file = TEXT.getBytes(UTF_8);
        file[file.length - 2] = (byte) 0xff;

        assertThatThrownBy(() -> read(file, Optional.empty()))
                .hasMessageContaining("byte " + (file.length - 2) + " (0xff, in line 12000)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-32BE"})
    void refusesATextThatEndsWithinACharacter(String encoding) {
        byte[] file = (MARK + "a,🚆").getBytes(Charset.forName(encoding));

        assertThatThrownBy(() -> read(Arrays.copyOf(file, file.length - 1), Optional.empty()))
                .isInstanceOf(UnreadableFileException.class);
    }

    @Test
    void refusesZeros() {
        assertThatThrownBy(() -> read("a,b\n1,\0\n".getBytes(UTF_8), Optional.empty()))
                .hasMessageContaining("byte 6 is 0, which no text has");
        byte[] unwritten = Arrays.copyOf((MARK + TEXT).getBytes(UTF_8), 200_000);
        assertThatThrownBy(() -> read(unwritten, Optional.empty()))
                .hasMessageContainingAll("the character 0", "not written to its end");
        assertThatThrownBy(() -> read("a,\0\n".getBytes(ISO_8859_1), Optional.of(ISO_8859_1)))
                .hasMessageContaining("the character 0 stands in line 1");
    }

    @Test
    void refusesAMarkOfAnotherEncodingThanTheNamedOne() {
        assertThatThrownBy(() -> read((MARK + TEXT).getBytes(UTF_8), Optional.of(ISO_8859_1)))
                .hasMessageContainingAll("byte order mark of UTF-8", "ISO-8859-1");
        byte[] wide = (MARK + TEXT).getBytes(Charset.forName("UTF-16LE"));
        assertThatThrownBy(() -> read(wide, Optional.of(UTF_8)))
                .hasMessageContainingAll("byte order mark of UTF-16LE", "UTF-8");
    }

    @Test
    void refusesBytesThatTheNamedEncodingDoesNotHave() {
        byte[] file = {'a', ',', (byte) 0x81, '\n'};

        assertThatThrownBy(() -> read(file, Optional.of(Charset.forName("windows-1252"))))
                .hasMessageContaining("byte 2 (0x81, in line 1) is not windows-1252");
    }

    private static String read(byte[] file, Optional<Charset> named) throws IOException {
        return new String(
                UnpackedFile.of(new ByteArrayInputStream(file)).text(named).utf8().readAllBytes(),
                UTF_8);
    }
}
