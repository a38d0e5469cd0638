package io.ratchet.kafka.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.kafka.csv.CsvSyntax;
import io.ratchet.kafka.csv.Separator;
import io.ratchet.kafka.csv.SyntaxGuess;
import io.ratchet.kafka.format.LabelKind;
import io.ratchet.kafka.format.RefusedRecordException;
import io.ratchet.kafka.notation.DecimalMark;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines that are written otherwise than RFC 4180 says, and how that is found out. */
class CsvSyntaxTest {
    private static final RowSchema SCHEMA =
            new RowSchema(
                    List.of(
                            new Column.Numeric("n", 1, 2, new MissingNumber.Refuse()),
                            Column.Numeric.unscaled("m"),
                            new Column.Listed("l", List.of("a, b")),
                            new Column.Label("y", new LabelKind.Above(0.5))));
    private static final CsvSyntax GERMAN = new CsvSyntax(Separator.SEMICOLON, DecimalMark.COMMA);

    @Test
    void semicolonsAndDecimalCommasGiveWhatCommasAndPointsGive() throws RefusedRecordException {
        DecodedRow usual = row(CsvSyntax.RFC_4180, "3.5,-0.25,\"a, b\",0.75");

        DecodedRow german = row(GERMAN, "3,5;\"-0,25\";a, b;0,75");

        assertThat(german.numeric()).containsExactly(usual.numeric()).containsExactly(1.25f, -.25f);
        assertThat(german.categorical()).containsExactly(usual.categorical()).containsExactly(1);
        assertThat(german.label()).isEqualTo(usual.label()).isEqualTo(1);
        // More digits than the fast path takes.
        assertThat(row(GERMAN, "1;0,1234567890123456789e1;x;0").numeric()[1])
                .isEqualTo(Float.parseFloat("0.1234567890123456789e1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "SEMICOLON ! COMMA ! 1.5;1;a;1     ! '1.5' is no number with the input's 'decimal: comma'",
                "SEMICOLON ! COMMA ! 1.234,5;1;a;1 ! '1.234,5' is no number",
                "SEMICOLON ! POINT ! 1,5;1;a;1     ! it would be one with 'decimal: comma'",
                "COMMA ! POINT ! 1;2;a;1           ! separated by semicolons, and the input's separator is comma: set 'separator: semicolon'",
                "COMMA ! POINT ! \"1\";\"2\";\"a\";1   ! set 'separator: semicolon'",
                "TAB ! POINT ! 1|2|a|1             ! set 'separator: bar'",
                "SEMICOLON ! COMMA ! 1,2,a,1       ! set 'separator: comma'",
                "COMMA ! POINT ! 1,2,a,nein        ! column 'y': 'nein' is no number; a label that is a text needs its texts in the column's 'classes'",
            })
    void refusalsSayWhichKeyDoesNotFit(
            Separator separator, DecimalMark decimal, String line, String detail) {
        RefusedRecordException refusal =
                Rows.refusal(decoder(new CsvSyntax(separator, decimal)), line, SCHEMA);

        assertThat(refusal.detail()).contains(detail);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "a,b/1,2                     ! COMMA     ! POINT",
                "a;b/1;2                     ! SEMICOLON ! POINT",
                "a;b/1;2,5                   ! SEMICOLON ! COMMA",
                "\"a\";\"b\"/\"1\";\"2,5\"   ! SEMICOLON ! COMMA",
                "1;2,5;3,5/2;3,0;1,25        ! SEMICOLON ! COMMA",
                "a|b|c/1|2|3                 ! BAR       ! POINT",
                "a~b/1~x, y                  ! TAB       ! POINT",
                "x,y/a;b,1/c;d,2             ! COMMA     ! POINT",
                "one column/of text; only    ! COMMA     ! POINT",
                // R's names of rows have none themselves.
                "a;b/x;1;2/y;3;4             ! SEMICOLON ! POINT",
                // A broken row among many is none the less one.
                "a,b/1,2/1/1,3/1,4/1,5/1,6/1,7/1,8/1,9/1,0 ! COMMA ! POINT",
            })
    void isFoundOutByTheFirstLines(String lines, Separator separator, DecimalMark decimal) {
        List<byte[]> bytes =
                Arrays.stream(lines.replace('~', '\t').split("/", -1))
                        .map(line -> line.getBytes(UTF_8))
                        .toList();

        assertThat(SyntaxGuess.of(any -> bytes)).isEqualTo(new CsvSyntax(separator, decimal));
    }

    private static CsvRowDecoder decoder(CsvSyntax syntax) {
        return new CsvRowDecoder(SCHEMA, SCHEMA.names(), syntax, FieldObserver.NONE);
    }

    private static DecodedRow row(CsvSyntax syntax, String line) throws RefusedRecordException {
        DecodedRow row = SCHEMA.newRow();
        decoder(syntax).decode(line.getBytes(UTF_8), row);
        return row;
    }
}
