package io.ratchet.kafka.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ratchet.kafka.csv.CsvSyntax;
import io.ratchet.kafka.format.LabelKind;
import io.ratchet.kafka.format.RefusedRecordException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a decoder tells of the fields that it takes. */
class FieldObserverTest {
    private static final RowSchema SCHEMA =
            new RowSchema(
                    List.of(
                            new Column.Ignored("i"),
                            new Column.Numeric("n", 5, 2, new MissingNumber.Fill(0)),
                            new Column.Hashed("h", 9),
                            new Column.Label("y", new LabelKind.Named(List.of("a", "b")))));

    private final List<String> told = new ArrayList<>();
    private final FieldObserver observer =
            new FieldObserver() {
                @Override
                public void value(int column, byte[] bytes, int from, int to) {
                    told.add(column + "=" + new String(bytes, from, to - from, UTF_8));
                }

                @Override
                public void missing(int column) {
                    told.add(column + " missing");
                }
            };

    @Test
    void aLineTellsItsFieldsAsTheyWereTaken() throws RefusedRecordException {
        CsvRowDecoder decoder =
                new CsvRowDecoder(
                        SCHEMA, List.of("h", "y", "i", "n"), CsvSyntax.RFC_4180, observer);
        DecodedRow row = SCHEMA.newRow();
        decoder.decode("\"x \"\"y\"\"\",b,anything,7.50".getBytes(UTF_8), row);
        decoder.decode(",a,,".getBytes(UTF_8), row);

        assertThat(told)
                .containsExactly("2=x \"y\"", "3=b", "1=7.50", "2 missing", "3=a", "1 missing");
        assertThat(row.numeric()).containsExactly(-2.5f);
    }

    @Test
    void anObjectNeedNotHaveWhatTakesNoPart() throws RefusedRecordException {
        new JsonRowDecoder(SCHEMA, observer)
                .decode(
                        "{\"y\":\"b\",\"h\":12,\"n\":null,\"z\":1}".getBytes(UTF_8),
                        SCHEMA.newRow());

        assertThat(told).containsExactly("3=b", "2=12", "1 missing");
    }

    @Test
    void whatIsRefusedIsNotTold() {
        assertThat(
                        catchThrowable(
                                () ->
                                        new CsvRowDecoder(
                                                        SCHEMA,
                                                        SCHEMA.names(),
                                                        CsvSyntax.RFC_4180,
                                                        observer)
                                                .decode(
                                                        "i,1,x,c".getBytes(UTF_8),
                                                        SCHEMA.newRow())))
                .isInstanceOf(RefusedRecordException.class);
        assertThat(told).containsExactly("1=1", "2=x");
    }
}
