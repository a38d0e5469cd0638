package io.ratchet.tensor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ratchet.tensor.SafetensorsException.Fault;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsHeaderTest {
    private static final SafetensorsHeader HEADER =
            new SafetensorsHeader(
                    List.of(
                            new SafetensorsHeader.Entry(
                                    "w \"é\"", TensorType.FLOAT32, List.of(2, 3), 0),
                            new SafetensorsHeader.Entry("none", TensorType.UINT8, List.of(0), 24),
                            new SafetensorsHeader.Entry("s", TensorType.FLOAT16, List.of(), 24)),
                    Map.of("run", "flights", "step", "3"));

    @ParameterizedTest
    @ValueSource(ints = {8, 64})
    void readsBackWhatItWrote(int alignment) throws Exception {
        byte[] json = HEADER.encode(alignment);

        assertThat(SafetensorsHeader.read(json, 0, json.length)).isEqualTo(HEADER);
        assertThat((SafetensorsHeader.LENGTH_BYTES + json.length) % alignment).isZero();
        assertThat(HEADER.dataByteCount()).isEqualTo(26);
    }

    @Test
    void ordersTensorsByTheirBytes() throws Exception {
        SafetensorsHeader header =
                read(
                        "{\"b\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[2,3]},"
                                + "\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]}}");

        assertThat(header.entries())
                .extracting(SafetensorsHeader.Entry::name)
                .containsExactly("a", "b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
                    []                                                                        | MALFORMED    | no JSON object
                    1                                                                         | MALFORMED    | does not begin with '{'
                    {"t":                                                                     | MALFORMED    | is not JSON
                    {"t":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}} {}                  | MALFORMED    | more behind
                    {"t":1}                                                                   | MALFORMED    | tensor 't' has no dtype
                    {"t":[]}                                                                  | MALFORMED    | START_ARRAY in the place of START_OBJECT
                    {"__metadata__":"x"}                                                      | MALFORMED    | metadata are no texts
                    {"__metadata__":{"a":"x","a":"y"}}                                        | MALFORMED    | 'a' is there twice
                    {"t":{"shape":[4],"data_offsets":[0,4]}}                                  | MALFORMED    | tensor 't' has no dtype
                    {"t":{"dtype":8,"shape":[4],"data_offsets":[0,4]}}                        | MALFORMED    | tensor 't' has no dtype
                    {"t":{"dtype":"U8","data_offsets":[0,4]}}                                 | MALFORMED    | tensor 't' has no shape
                    {"t":{"dtype":"U8","shape":4,"data_offsets":[0,4]}}                       | MALFORMED    | tensor 't' has no shape
                    {"t":{"dtype":"U8","shape":[4]}}                                          | MALFORMED    | tensor 't' has no data_offsets
                    {"t":{"dtype":"U8","shape":[4],"data_offsets":[0]}}                       | MALFORMED    | tensor 't' has no data_offsets
                    {"t":{"dtype":"U8","shape":[4],"data_offsets":[0,4,8]}}                   | MALFORMED    | tensor 't' has no data_offsets
                    {"t":{"dtype":"U8","shape":[4],"data_offsets":[0,4.0]}}                   | MALFORMED    | tensor 't' has no data_offsets
                    {"t":{"dtype":"U8","shape":[4],"data_offsets":[0,99999999999999999999]}}  | MALFORMED    | is not JSON, or no JSON of numbers in range
                    {"t":{"dtype":"U8","shape":[4],"data_offsets":[0,4],"x":1}}               | MALFORMED    | unknown field 'x'
                    {"t":{"dtype":"U8","dtype":"U8","shape":[4],"data_offsets":[0,4]}}        | MALFORMED    | 'dtype' is there twice
                    {"t":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"t":{}}              | MALFORMED    | 't' is there twice
                    {"t":{"dtype":"Q8","shape":[4],"data_offsets":[0,4]}}                     | UNKNOWN_TYPE | Unknown tensor type 'Q8'
                    {"t":{"dtype":"U8","shape":[4.0],"data_offsets":[0,4]}}                   | MALFORMED    | has an extent 4.0
                    {"t":{"dtype":"U8","shape":["4"],"data_offsets":[0,4]}}                   | MALFORMED    | has an extent 4
                    {"t":{"dtype":"U8","shape":[-4],"data_offsets":[0,4]}}                    | MALFORMED    | Negative extent
                    {"t":{"dtype":"U8","shape":[2147483648],"data_offsets":[0,4]}}            | MALFORMED    | has an extent 2147483648
                    {"t":{"dtype":"U8","shape":[99999999999999999999],"data_offsets":[0,4]}}  | MALFORMED    | has an extent 99999999999999999999
                    {"t":{"dtype":"U8","shape":[2147483647,2147483647,2147483647],"data_offsets":[0,4]}} | MALFORMED | tensor 't' is too large
                    {"t":{"dtype":"U8","shape":[4],"data_offsets":[9223372036854775807,3]}}   | MALFORMED    | tensor 't' is too large
                    {"t":{"dtype":"U8","shape":[3],"data_offsets":[0,4]}}                     | MALFORMED    | needs 3 bytes
                    {"t":{"dtype":"U8","shape":[3],"data_offsets":[0,4]}}                     | MALFORMED    | does not fill its data_offsets
                    {"t":{"dtype":"U8","shape":[3],"data_offsets":[1,4]}}                     | MALFORMED    | begin at 1, not where
                    {"t":{"dtype":"U8","shape":[3],"data_offsets":[-3,0]}}                    | MALFORMED    | begin at -3, not where
                    {"t":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"u":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}} | MALFORMED | overlap
                    """)
    void refusesWhatIsNoHeader(String json, Fault fault, String message) {
        SafetensorsException refusal =
                catchThrowableOfType(SafetensorsException.class, () -> read(json));

        assertThat(refusal.fault()).isEqualTo(fault);
        assertThat(refusal).hasMessageContaining(message);
    }

    @Test
    void refusesMoreDimensionsThanAnyTensorHas() {
        String shape = "1,".repeat(32) + "1";

        assertThatThrownBy(
                        () ->
                                read(
                                        "{\"t\":{\"dtype\":\"U8\",\"shape\":["
                                                + shape
                                                + "],\"data_offsets\":[0,1]}}"))
                .hasMessageContaining("more than 32 numbers");
    }

    @Test
    void showsLittleOfANameAndNoControlCharacters() {
        String name = "\\u0007" + "n".repeat(1000);

        assertThatThrownBy(() -> read("{\"" + name + "\":1}"))
                .hasMessageStartingWith("tensor '?nnn")
                .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(200));
    }

    @ParameterizedTest
    @CsvSource({"1,MALFORMED", "-1,MALFORMED", "100000001,MALFORMED", "57,TRUNCATED"})
    void refusesALengthThatNoHeaderHas(long written, Fault fault) {
        assertThat(
                        catchThrowableOfType(
                                        SafetensorsException.class,
                                        () -> SafetensorsHeader.checkedLength(written, 64))
                                .fault())
                .isEqualTo(fault);
    }

    @Test
    void comparesTheTensorsWithTheBytesThatThereAre() throws Exception {
        HEADER.checkData(26);

        assertThatThrownBy(() -> HEADER.checkData(25))
                .hasMessageContaining("tensor 's' ends at byte 26 of 25");
        assertThatThrownBy(() -> HEADER.checkData(28))
                .hasMessageContaining("2 bytes belong to no tensor");
    }

    private static SafetensorsHeader read(String json) throws SafetensorsException {
        byte[] bytes = ("before " + json).getBytes(UTF_8);
        return SafetensorsHeader.read(bytes, 7, bytes.length - 7);
    }
}
