package io.ratchet.kafka.notation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers to the last bit as Java reads them. */
class DecimalParserTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "+7",
                "33",
                "1.5",
                ".5",
                "5.",
                "-13",
                "16777217",
                "16777217.0000001",
                "0.1",
                "1e22",
                "1e-22",
                "1e23",
                "9007199254740993",
                "123456789012345678901234567890",
                "1e38",
                "3.4028235677973366e38",
                "3.4028236e38",
                "1e400",
                "-1e400",
                "1e-50",
                "1.4e-45",
                "7e-46",
                "1E5",
                "1e+05",
                "8388608.5",
                "1.00000017881393432617187499",
                "1.00000017881393432617187500",
                "1.00000017881393421514957253748434595763683319091796875001"
            })
    void agreesWithJava(String text) {
        check(text);
    }

    @Test
    void agreesWithJavaOnRandomNumbers() {
        Random random = new Random(17);
        for (int i = 0; i < 200_000; i++) {
            float number = Float.intBitsToFloat(random.nextInt());
            if (!Float.isFinite(number)) {
                continue;
            }
            check(Float.toString(number));
            check(Double.toString(number * random.nextDouble()));
            check((random.nextInt(2_000_000) - 1_000_000) + "." + random.nextInt(1_000_000));
        }
    }

    @Test
    void roundsOnceBetweenTwoFloats() {
        Random random = new Random(18);
        for (int i = 0; i < 20_000; i++) {
            float number = 1 + random.nextFloat() * 1000;
            BigDecimal middle =
                    new BigDecimal(number)
                            .add(new BigDecimal(Math.nextUp(number)))
                            .divide(BigDecimal.valueOf(2));
            check(middle.toPlainString());
            check(middle.add(new BigDecimal("1e-15")).toPlainString());
            check(middle.subtract(new BigDecimal("1e-15")).toPlainString());
            check(middle.round(new MathContext(15)).toPlainString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ".",
                "e5",
                "1e",
                "1e+",
                "1f",
                "1d",
                "0x1",
                " 1",
                "1 ",
                "1.2.3",
                "--1",
                "1_0",
                "NaN",
                "Infinity",
                "1,5",
                "١"
            })
    void takesNothingElseForANumber(String text) {
        byte[] bytes = text.getBytes(UTF_8);

        assertThat(DecimalParser.parseDouble(bytes, 0, bytes.length)).isNaN();
        assertThat(DecimalParser.parseFloat(bytes, 0, bytes.length)).isNaN();
    }

    private static void check(String text) {
        byte[] bytes = ("<" + text + ">").getBytes(ISO_8859_1);
        double asDouble = DecimalParser.parseDouble(bytes, 1, bytes.length - 1);
        float asFloat = DecimalParser.parseFloat(bytes, 1, bytes.length - 1);
        if (Double.doubleToRawLongBits(asDouble)
                != Double.doubleToRawLongBits(Double.parseDouble(text))) {
            assertThat(asDouble).as(text).isEqualTo(Double.parseDouble(text));
        }
        if (Float.floatToRawIntBits(asFloat) != Float.floatToRawIntBits(Float.parseFloat(text))) {
            assertThat(asFloat).as(text).isEqualTo(Float.parseFloat(text));
        }
    }
}
