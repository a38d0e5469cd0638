package io.ratchet.job.draft;

import static io.ratchet.job.draft.Drafts.ROWS;
import static io.ratchet.job.draft.Drafts.column;
import static io.ratchet.job.draft.Drafts.draft;
import static io.ratchet.job.draft.Drafts.rows;
import static io.ratchet.job.draft.Drafts.run;
import static io.ratchet.job.draft.Drafts.schema;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.job.configuration.InputFormat;
import io.ratchet.job.configuration.RunConfiguration;
import io.ratchet.kafka.csv.CsvSyntax;
import io.ratchet.kafka.csv.Separator;
import io.ratchet.kafka.format.LabelKind;
import io.ratchet.kafka.notation.DateOrder;
import io.ratchet.kafka.notation.DecimalMark;
import io.ratchet.kafka.notation.EpochUnit;
import io.ratchet.kafka.notation.TimeNotation;
import io.ratchet.kafka.notation.TimePart;
import io.ratchet.kafka.row.Column;
import io.ratchet.kafka.row.MissingNumber;
import io.ratchet.kafka.row.RowSchema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is guessed of values as people and programs write them. */
class DraftedFormsTest {
    private final Random random = new Random(12);

    @Test
    void takesTextsThatSayNothingForMissingValues() {
        Map<String, List<String>> data = new LinkedHashMap<>();
        data.put("age", rows(row -> row % 5 == 0 ? "NA" : Integer.toString(row % 80)));
        data.put("size", rows(row -> row % 4 == 0 ? "-" : row % 7 == 0 ? "N/A" : "1." + row % 9));
        data.put("seen", rows(row -> row % 3 == 0 ? "null" : "2024-03-01T10:15Z"));
        data.put("kind", rows(row -> List.of("a", "NA", "-").get(row % 3)));
        data.put("y", rows(row -> row == 9 ? "NA" : row % 2 == 0 ? "yes" : "no"));

        Draft draft = draft(data, Optional.empty());
        RowSchema schema = schema(run(draft));

        Column.Numeric age = (Column.Numeric) column(schema, "age");
        assertThat(age.nulls()).containsExactly("NA");
        assertThat(age.missing()).isEqualTo(new MissingNumber.Fill(age.mean()));
        assertThat(age.mean()).isBetween(38.0, 42.0);
        assertThat(((Column.Numeric) column(schema, "size")).nulls()).containsExactly("-", "N/A");
        assertThat(column(schema, "seen").nulls()).containsExactly("null");
        assertThat(((Column.Listed) column(schema, "kind")).values())
                .as("a dash may be a text of its own, NA hardly")
                .containsExactlyInAnyOrder("a", "-");
        assertThat(schema.labelKind()).isEqualTo(new LabelKind.Named(List.of("no", "yes")));
        assertThat(draft.remarks())
                .contains("age: 'NA' (80) is taken for a missing value, by 'nulls'")
                .anyMatch(remark -> remark.startsWith("kind: [NA] is taken for a missing value"));
    }

    @Test
    void takesNoLabelThatIsOftenMissing() {
        Map<String, List<String>> data = new LinkedHashMap<>();
        data.put("x", rows(row -> Integer.toString(row % 13)));
        data.put("z", rows(row -> Integer.toString(row % 3)));
        data.put("label", rows(row -> row % 9 == 0 ? "NA" : row % 2 == 0 ? "yes" : "no"));

        assertThat(column(schema(run(draft(data, Optional.empty()))), "label"))
                .isInstanceOf(Column.Listed.class);
        assertThatThrownBy(() -> draft(data, Optional.of("label")))
                .hasMessageContaining("45 are missing");
    }

    @ParameterizedTest
    @CsvSource({
        "2024-12-DD, YEAR_FIRST, false",
        "DD.12.2024, DAY_FIRST, false",
        "12/DD/2024, MONTH_FIRST, false",
        "DD/12/2024 07:30, DAY_FIRST, true",
        "0D/12/2024, MONTH_FIRST, false",
        "0D.12.2024, DAY_FIRST, false",
    })
    void takesDatesForTimes(String pattern, DateOrder order, boolean hours) {
        Map<String, List<String>> data = new LinkedHashMap<>();
        data.put(
                "day",
                rows(
                        row ->
                                pattern.replace("0D", "0" + (1 + row % 9))
                                        .replace("DD", Integer.toString(10 + row % 21))));
        data.put("y", rows(row -> Integer.toString(row % 2)));

        Draft draft = draft(data, Optional.empty());

        Column.Timestamp day = (Column.Timestamp) column(schema(run(draft)), "day");
        assertThat(day.notation()).isEqualTo(new TimeNotation.Date(order));
        assertThat(day.parts().contains(TimePart.HOUR)).isEqualTo(hours);
        assertThat(
                        draft.remarks().stream()
                                .anyMatch(remark -> remark.contains("do not tell whether the day")))
                .isEqualTo(pattern.startsWith("0D/"));
    }

    /** The ratings of films, as they lie in a file without a header. */
    @Test
    void takesNoTimeForTheLabelAndSaysThatNamesAreMissing() {
        Map<String, List<String>> data = new LinkedHashMap<>();
        data.put("column1", rows(row -> Integer.toString(1 + random.nextInt(90))));
        data.put("column2", rows(row -> Integer.toString(1 + random.nextInt(90))));
        data.put("column3", rows(row -> Integer.toString(1 + random.nextInt(5))));
        data.put("column4", rows(row -> Integer.toString(881_250_949 + 977 * row)));

        Draft draft = draft(data, Optional.empty());
        RowSchema schema = schema(run(draft));

        assertThat(column(schema, "column3")).isInstanceOf(Column.Label.class);
        assertThat(((Column.Timestamp) column(schema, "column4")).notation())
                .isEqualTo(new TimeNotation.Epoch(EpochUnit.SECONDS));
        assertThat(draft.guesses().get(0).why()).contains("if it is an id, take {type: hashed");
        assertThat(draft.remarks())
                .contains(
                        "label: column3, because it is the last one that can be, but for [column4],"
                                + " which looks like a time since 1970; --label COLUMN takes another")
                .anyMatch(remark -> remark.startsWith("The columns have no names"));
        assertThat(column(schema(run(draft(data, Optional.of("column4")))), "column4"))
                .isInstanceOf(Column.Label.class);
    }

    @Test
    void readsLinesAsTheyAreWritten() {
        CsvSyntax syntax = new CsvSyntax(Separator.SEMICOLON, DecimalMark.COMMA);
        RecordProfile profile = RecordProfile.ofCsv(List.of("size", "y"), syntax);
        for (int row = 0; row < ROWS; row++) {
            // As producers send it that send lines with their ends, and a file's first with its
            // mark.
            profile.add(
                    ((row == 0 ? "\ufeff" : "") + row + ",5;" + row % 2 + "\n").getBytes(UTF_8));
        }

        Draft draft = Draft.of(profile, profile.records(), Optional.empty());
        RunConfiguration run = run(draft);

        assertThat(profile.unreadable()).isZero();
        assertThat(((InputFormat.Csv) run.input().format()).syntax()).isEqualTo(syntax);
        assertThat(((Column.Numeric) column(schema(run), "size")).mean()).isBetween(190.0, 210.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2R,50", "R,5", "R %", "$R.50", "1 234.R", "R kg"})
    void saysWhatKeepsNumbersForReadersFromBeingRead(String pattern) {
        Map<String, List<String>> data = new LinkedHashMap<>();
        data.put("x", rows(row -> pattern.replace("R", Integer.toString(10 + row % 90))));
        data.put("y", rows(row -> Integer.toString(row % 2)));
        data.put("z", rows(row -> Integer.toString(row % 17)));

        ColumnGuess guess = draft(data, Optional.of("y")).guesses().get(0);

        assertThat(guess.type()).isNotEqualTo("numeric");
        assertThat(guess.why()).contains("written as numbers are for readers", "would be a number");
    }

    @Test
    void saysWhatNoRowLooksLike() {
        RecordProfile profile = RecordProfile.ofCsv(List.of("a", "b", "c"));
        profile.add("1,2".getBytes(UTF_8));

        assertThatThrownBy(() -> Draft.of(profile, 1, Optional.empty()))
                .hasMessageContainingAll("with the 3 columns [a, b, c]", "The first is '1,2'");
        assertThatThrownBy(() -> RecordProfile.ofCsv(Collections.nCopies(2_001, "c")))
                .hasMessageContainingAll("2001 columns", "2000 at most");
    }

    /** One keyboard writes a letter and its mark as one character, another as two. */
    @Test
    void listsATextOnceHoweverItsLettersAreComposed() {
        Map<String, List<String>> data = new LinkedHashMap<>();
        data.put(
                "city",
                rows(row -> row % 3 == 0 ? "Bern" : row % 3 == 1 ? "Z\u00fcrich" : "Zu\u0308rich"));
        data.put("n", rows(row -> Integer.toString(row % 7)));
        data.put(
                "kind",
                rows(row -> row % 2 == 0 ? "gr\u00fcn" : row % 5 == 0 ? "gru\u0308n" : "rot"));

        RowSchema schema = schema(run(draft(data, Optional.of("kind"))));

        assertThat(((Column.Listed) column(schema, "city")).values())
                .containsExactly("Z\u00fcrich", "Bern");
        assertThat(((Column.Label) column(schema, "kind")).kind())
                .isEqualTo(new LabelKind.Named(List.of("gr\u00fcn", "rot")));
    }

    @Test
    void manyColumnsOfManyTextsFitIntoMemory() {
        List<String> names = new ArrayList<>();
        for (int column = 0; column < 400; column++) {
            names.add("c" + column);
        }
        RecordProfile profile = RecordProfile.ofCsv(names);
        for (int row = 0; row < 200; row++) {
            StringBuilder line = new StringBuilder("a" + row % 2);
            for (int column = 1; column < 400; column++) {
                line.append(',')
                        .append((char) ('a' + row % 26))
                        .append("x".repeat(300))
                        .append(row);
            }
            profile.add(line.toString().getBytes(UTF_8));
        }

        for (ColumnProfile column : profile.columns().subList(1, 400)) {
            assertThat(column.texts().count()).isEqualTo(200);
            assertThat(column.texts().isCounted()).as("texts are kept").isFalse();
        }
        assertThat(profile.columns().get(0).texts().isCounted()).isTrue();
    }
}
