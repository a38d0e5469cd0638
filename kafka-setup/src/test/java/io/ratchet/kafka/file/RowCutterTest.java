package io.ratchet.kafka.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.kafka.unpack.UnreadableFileException;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CSV texts cut into rows. */
class RowCutterTest {
    @Test
    void knowsAllLineEnds() throws IOException {
        assertThat(rows("a,b\n1,2\r\n3,4\r5,6\r\r\n7,8\n\n9,\n\r\n"))
                .containsExactly("a,b", "1,2", "3,4", "5,6", "7,8", "", "9,", "");
        assertThat(rows("a\r\rb\r")).containsExactly("a", "", "b");
        assertThat(rows("")).isEmpty();
        assertThat(rows("\n")).containsExactly("");
        assertThat(rows("a\r\r")).containsExactly("a", "");
        assertThat(rows("a,b\n1,2")).as("no end behind the last row").containsExactly("a,b", "1,2");
    }

    @Test
    void keepsLineBreaksWithinQuotes() throws IOException {
        assertThat(rows("1,\"2\n\",0\n\"a\r\n\r\nb\",3,1\r\n4,\"\r\",\"\"\n"))
                .containsExactly("1,\"2\n\",0", "\"a\r\n\r\nb\",3,1", "4,\"\r\",\"\"");
        assertThat(rows("1,\"say \"\"a\nb\"\"\"\n2,\",\"\n"))
                .containsExactly("1,\"say \"\"a\nb\"\"\"", "2,\",\"");
    }

    @Test
    void givesAMalformedLineAsItIs() throws IOException {
        RowCutter rows = cutter("a,5\" disk,b\n\"x\"y,2\n1,2\n", 7);

        assertThat(rows.next()).asString(UTF_8).isEqualTo("a,5\" disk,b");
        assertThat(rows.isMalformed()).isTrue();
        assertThat(rows.next()).asString(UTF_8).isEqualTo("\"x\"y,2");
        assertThat(rows.isMalformed()).isTrue();
        assertThat(rows.next()).asString(UTF_8).isEqualTo("1,2");
        assertThat(rows.isMalformed()).isFalse();
        assertThat(rows.firstLine()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,b\n1,\"2\n3,4\n5,6\n",
                "a,b\n1,\"2\n3,4\n5,\"6\"\n7,8\n",
                "a,b\n1,\"",
                "a,b\n1,\"2\"\"\n",
            })
    void refusesAFileWhereNobodyCanTellWhereRowsEnd(String text) {
        assertThatThrownBy(() -> rows(text))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContainingAll("line", "2", "--lines");
    }

    @Test
    void refusesAByteOrderMarkInTheMiddle() {
        assertThatThrownBy(() -> rows("a,b\n1,2\n\ufeffa,b\n3,4\n"))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("line 3 begins with a byte order mark");
    }

    @Test
    void refusesARowThatNoTopicTakes() {
        InputStream endless =
                new InputStream() {
                    @Override
                    public int read() {
                        return 'x';
                    }
                };

        assertThatThrownBy(() -> new RowCutter(endless, true).next())
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("longer than 33554432 bytes");
    }

    @Test
    void cutsWhatWasWrittenByRfc4180() throws IOException {
        Random random = new Random(4180);
        String letters = "ab,\"\n\rü ";
        for (int i = 0; i < 2000; i++) {
            List<String> written = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            for (int row = random.nextInt(5); row >= 0; row--) {
                StringBuilder line = new StringBuilder();
                for (int field = 1 + random.nextInt(3); field >= 0; field--) {
                    StringBuilder value = new StringBuilder();
                    for (int length = random.nextInt(6); length > 0; length--) {
                        value.append(letters.charAt(random.nextInt(letters.length())));
                    }
                    line.append('"').append(value.toString().replace("\"", "\"\"")).append('"');
                    line.append(field > 0 ? "," : "");
                }
                written.add(line.toString());
                text.append(line).append(new String[] {"\n", "\r\n", "\r"}[random.nextInt(3)]);
            }

            assertThat(rows(text.toString())).isEqualTo(written);
        }
    }

    private static List<String> rows(String text) throws IOException {
        List<String> whole = rows(cutter(text, Integer.MAX_VALUE));
        assertThat(rows(cutter(text, 1))).as("read byte by byte").isEqualTo(whole);
        return whole;
    }

    private static List<String> rows(RowCutter cutter) throws IOException {
        List<String> rows = new ArrayList<>();
        byte[] row = cutter.next();
        while (row != null) {
            rows.add(new String(row, UTF_8));
            row = cutter.next();
        }
        return rows;
    }

    private static RowCutter cutter(String text, int bytesARead) {
        InputStream bytes = new ByteArrayInputStream(text.getBytes(UTF_8));
        return new RowCutter(
                new FilterInputStream(bytes) {
                    @Override
                    public int read(byte[] into, int from, int length) throws IOException {
                        return super.read(into, from, Math.min(length, bytesARead));
                    }
                },
                true);
    }
}
