package io.ratchet.kafka.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ratchet.kafka.format.LabelKind;
import io.ratchet.kafka.format.RefusalReason;
import io.ratchet.kafka.format.RefusedRecordException;
import io.ratchet.kafka.format.SchemaException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Labels that are the names of their classes. */
class NamedClassesTest {
    private static final RowSchema SCHEMA = schema("ham", "spam", "NO", "007", "1.10", "true", "é");

    @ParameterizedTest
    @CsvSource({"ham,0", "spam,1", "NO,2", "007,3", "1.10,4", "true,5", "é,6", "e\u0301,6"})
    void aClassIsThePlaceOfItsName(String name, int label) throws RefusedRecordException {
        assertThat(label(new CsvRowDecoder(SCHEMA), "1," + name)).isEqualTo(label);
        assertThat(label(new CsvRowDecoder(SCHEMA), "1,\"" + name + "\"")).isEqualTo(label);
        assertThat(label(new JsonRowDecoder(SCHEMA), "{\"x\":1,\"y\":\"" + name + "\"}"))
                .isEqualTo(label);
    }

    @Test
    void jsonsNumbersAndFlagsAreTheTextsTheyAreWrittenAs() throws RefusedRecordException {
        assertThat(label(new JsonRowDecoder(SCHEMA), "{\"x\":1,\"y\":true}")).isEqualTo(5);
        assertThat(label(new JsonRowDecoder(SCHEMA), "{\"x\":1,\"y\":1.10}")).isEqualTo(4);
        assertThat(refusal(new JsonRowDecoder(SCHEMA), "{\"x\":1,\"y\":1.1}").detail())
                .contains("'1.1' is none of the classes");
    }

    @ParameterizedTest
    @CsvSource({"eggs", "Ham", "' ham'", "no", "7", "1.1", "0"})
    void anyOtherTextIsRefusedWithTheTextAndTheList(String name) {
        RefusedRecordException refusal = refusal(new CsvRowDecoder(SCHEMA), "1," + name);

        assertThat(refusal.reason()).isEqualTo(RefusalReason.LABEL_OUT_OF_RANGE);
        assertThat(refusal.detail())
                .isEqualTo(
                        "label 'y': '"
                                + name
                                + "' is none of the classes 'ham', 'spam', 'NO', '007', '1.10',"
                                + " 'true', 'é'");
    }

    @Test
    void aLongListIsCutInARefusal() {
        List<String> names = new ArrayList<>();
        for (int name = 0; name < 1_000; name++) {
            names.add("class-" + name);
        }

        assertThat(refusal(new CsvRowDecoder(schema(names.toArray(String[]::new))), "1,x").detail())
                .endsWith("'class-6', 'class-7' and 992 more");
    }

    @Test
    void aLabelWithoutATextIsRefused() {
        assertThat(refusal(new CsvRowDecoder(SCHEMA), "1,").reason())
                .isEqualTo(RefusalReason.MISSING_VALUE);
        assertThat(refusal(new JsonRowDecoder(SCHEMA), "{\"x\":1,\"y\":null}").reason())
                .isEqualTo(RefusalReason.MISSING_VALUE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"a | at least 2", "a,b,a | twice", "a,é,e\u0301 | twice", "a,b, | empty"})
    void aListThatTellsNoClassesApartIsAFault(String names, String fault) {
        SchemaException refused =
                catchThrowableOfType(SchemaException.class, () -> schema(names.split(",", -1)));

        assertThat(refused).hasMessageContainingAll("'y'", fault);
    }

    private static RowSchema schema(String... names) {
        return new RowSchema(
                List.of(
                        Column.Numeric.unscaled("x"),
                        new Column.Label("y", new LabelKind.Named(List.of(names)))));
    }

    private static float label(RowDecoder decoder, String value) throws RefusedRecordException {
        DecodedRow row = SCHEMA.newRow();
        decoder.decode(value.getBytes(UTF_8), row);
        return row.label();
    }

    private static RefusedRecordException refusal(RowDecoder decoder, String value) {
        return catchThrowableOfType(RefusedRecordException.class, () -> label(decoder, value));
    }
}
