package io.ratchet.kafka.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Malformed UTF-8 where the JDK's decoder finds it. */
class Utf8Test {
    private static final byte[] TELLING = {
        'a',
        (byte) 0x7f,
        (byte) 0x80,
        (byte) 0x8f,
        (byte) 0x90,
        (byte) 0x9f,
        (byte) 0xa0,
        (byte) 0xbf,
        (byte) 0xc0,
        (byte) 0xc1,
        (byte) 0xc2,
        (byte) 0xdf,
        (byte) 0xe0,
        (byte) 0xe1,
        (byte) 0xed,
        (byte) 0xef,
        (byte) 0xf0,
        (byte) 0xf1,
        (byte) 0xf4,
        (byte) 0xf5,
        (byte) 0xff
    };

    @Test
    void agreesWithTheJdk() {
        Random random = new Random(7);
        for (int i = 0; i < 500_000; i++) {
            byte[] bytes = new byte[random.nextInt(9)];
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = TELLING[random.nextInt(TELLING.length)];
            }

            assertThat(Utf8.firstMalformed(bytes, 0, bytes.length)).isEqualTo(byJdk(bytes));
        }
    }

    @Test
    void isCutWhereMoreBytesWouldMakeItWhole() {
        Random random = new Random(8);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(5)];
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = TELLING[random.nextInt(TELLING.length)];
            }
            int malformed = Utf8.firstMalformed(bytes, 0, bytes.length);
            if (malformed >= 0) {
                assertThat(Utf8.isCut(bytes, malformed, bytes.length))
                        .as(HexFormat.of().formatHex(bytes))
                        .isEqualTo(canBeCompleted(bytes, 3));
            }
        }
    }

    private static boolean canBeCompleted(byte[] bytes, int mostBytes) {
        for (int value = 0x80; mostBytes > 0 && value < 0xc0; value += 0xf) {
            byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
            longer[bytes.length] = (byte) value;
            if (byJdk(longer) < 0 || canBeCompleted(longer, mostBytes - 1)) {
                return true;
            }
        }
        return false;
    }

    private static int byJdk(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CoderResult result =
                UTF_8.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .decode(in, CharBuffer.allocate(16), true);
        return result.isError() ? in.position() : -1;
    }
}
