package io.ratchet.kafka.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ratchet.kafka.batch.TensorBatchDecoder;
import io.ratchet.kafka.batch.TensorSchema;
import io.ratchet.kafka.batch.TensorSpec;
import io.ratchet.kafka.batch.Tensors;
import io.ratchet.kafka.row.Column;
import io.ratchet.kafka.row.CsvRowDecoder;
import io.ratchet.kafka.row.DecodedRow;
import io.ratchet.kafka.row.JsonRowDecoder;
import io.ratchet.kafka.row.RowDecoder;
import io.ratchet.kafka.row.RowSchema;
import io.ratchet.kafka.row.Rows;
import io.ratchet.tensor.TensorType;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records in other formats and encodings than that of their topic. */
class ForeignValueTest {
    private static final RowSchema CITIES =
            new RowSchema(
                    List.of(
                            new Column.Ignored("note"),
                            new Column.Listed("city", List.of("Z\u00fcrich", "Gen\u00e8ve")),
                            new Column.Label("y", new LabelKind.Value())));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Avro, Protobuf and JSON Schema as Confluent's serializers frame them.
                "000000002a06666f6f0206 | Avro or Protobuf with a schema registry's header",
                "000001e2400008011206 | schema id 123456",
                "00000000017b2261223a317d | JSON with a schema registry's header",
                "c3010123456789abcdef020406 | Avro in its single-object encoding",
                "4f626a0104166176726f | an Avro file",
                "1f8b08000000000000ff | a gzip file",
                "28b52ffd0458 | a Zstandard file",
                "8004950b000000 | a Python pickle",
                "aced0005737200 | a serialized Java object",
                "504152311504 | a Parquet file",
            })
    void isNamedInTheRefusalOfBothFormats(String hex, String name) {
        byte[] value = HexFormat.of().parseHex(hex);

        assertThat(refusal(new JsonRowDecoder(CITIES), value).detail()).contains(name);
        assertThat(refusal(new CsvRowDecoder(CITIES), value).detail()).contains(name);
    }

    @Test
    void isNamedOnATopicOfTensorsToo() throws Exception {
        TensorSchema schema =
                new TensorSchema(
                        List.of(TensorSpec.of("x", TensorType.FLOAT32, 1)),
                        TensorSpec.of("y", TensorType.FLOAT32),
                        new LabelKind.Value());
        TensorBatchDecoder decoder = new TensorBatchDecoder(schema);
        Headers none = new RecordHeaders();

        assertThat(
                        catchThrowableOfType(
                                        RefusedRecordException.class,
                                        () -> decoder.decode(none, Tensors.fixture()))
                                .detail())
                .contains(
                        "header 'ratchet.format' is not there",
                        "ratchet.format=safetensors and ratchet.version=1",
                        "it looks like safetensors");
        assertThat(
                        catchThrowableOfType(
                                        RefusedRecordException.class,
                                        () -> decoder.decode(none, new byte[] {0, 0, 0, 0, 9, 1}))
                                .detail())
                .contains("Avro or Protobuf", "schema id 9");
    }

    @Test
    void csvAndJsonAreToldFromEachOther() {
        assertThat(refusal(new JsonRowDecoder(CITIES), "1,Bern,0".getBytes(UTF_8)).detail())
                .endsWith("it looks like CSV on a topic of JSON");
        assertThat(refusal(new JsonRowDecoder(CITIES), "a,Bern,0".getBytes(UTF_8)).detail())
                .endsWith("it looks like CSV on a topic of JSON");
        assertThat(
                        refusal(
                                        new CsvRowDecoder(CITIES),
                                        "{\"city\":\"Bern\",\"y\":0}".getBytes(UTF_8))
                                .detail())
                .endsWith("it looks like JSON on a topic of CSV");
        assertThat(refusal(new JsonRowDecoder(CITIES), "[1,2]".getBytes(UTF_8)).detail())
                .isEqualTo("the value is no JSON object");
    }

    @Test
    void aCsvLineInLatin1IsRefusedAsAJsonObjectIs() {
        byte[] line = "1,Z\u00fcrich,0".getBytes(ISO_8859_1);
        byte[] object = "{\"city\":\"Z\u00fcrich\",\"y\":0}".getBytes(ISO_8859_1);

        RefusedRecordException refusal = refusal(new CsvRowDecoder(CITIES), line);
        assertThat(refusal.reason()).isEqualTo(RefusalReason.MALFORMED);
        assertThat(refusal.detail()).contains("byte 3 of the line is not UTF-8", "Latin-1");
        assertThat(refusal(new JsonRowDecoder(CITIES), object).reason())
                .isEqualTo(RefusalReason.MALFORMED);
        assertThat(
                        refusal(new CsvRowDecoder(CITIES), "\u00fc,Bern,0".getBytes(ISO_8859_1))
                                .reason())
                .as("in a column that takes no part")
                .isEqualTo(RefusalReason.MALFORMED);
    }

    @Test
    void decomposedAndComposedUnicodeAreTheSameListedText() throws Exception {
        for (Normalizer.Form written : Normalizer.Form.values()) {
            for (Normalizer.Form listed : List.of(Normalizer.Form.NFC, Normalizer.Form.NFD)) {
                RowSchema schema =
                        new RowSchema(
                                List.of(
                                        new Column.Listed(
                                                "city",
                                                List.of(
                                                        Normalizer.normalize("Z\u00fcrich", listed),
                                                        Normalizer.normalize(
                                                                "Gen\u00e8ve", listed))),
                                        new Column.Label("y", new LabelKind.Value())));
                DecodedRow row = schema.newRow();

                String line = Normalizer.normalize("Gen\u00e8ve", written) + ",0";
                new CsvRowDecoder(schema).decode(line.getBytes(UTF_8), row);

                assertThat(row.categorical()[0]).isEqualTo(2);
            }
        }
        assertThat(new Column.Listed("c", List.of("Z\u00fcrich", "Zu\u0308rich")).faults())
                .containsExactly("column 'c': values has the same entry twice");
    }

    @Test
    void aByteOrderMarkBelongsToNoValue() throws Exception {
        DecodedRow row = Rows.csv("\ufeff2001-01-01T00:01:00.000Z,33,2176,LAS,PHL");

        assertThat(row.label()).isEqualTo(1);
        assertThat(refusal(new CsvRowDecoder(CITIES), "\ufeff".getBytes(UTF_8)).reason())
                .isEqualTo(RefusalReason.EMPTY_RECORD);
    }

    private static RefusedRecordException refusal(RowDecoder decoder, byte[] value) {
        return catchThrowableOfType(
                RefusedRecordException.class, () -> decoder.decode(value, CITIES.newRow()));
    }
}
