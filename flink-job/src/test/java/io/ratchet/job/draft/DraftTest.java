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

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ratchet.job.configuration.InputFormat;
import io.ratchet.job.configuration.RunConfiguration;
import io.ratchet.kafka.format.LabelKind;
import io.ratchet.kafka.notation.TimeNotation;
import io.ratchet.kafka.row.Column;
import io.ratchet.kafka.row.MissingNumber;
import io.ratchet.kafka.row.RowSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is guessed of columns, as a reader of the configuration finds it. */
class DraftTest {
    private final Random random = new Random(11);

    @Test
    void takesColumnsForWhatTheyAre() {
        Map<String, List<String>> data = new LinkedHashMap<>();
        data.put("row", rows(row -> Integer.toString(row + 1)));
        data.put("uuid", rows(row -> new UUID(random.nextLong(), random.nextLong()).toString()));
        data.put("ticket_id", rows(row -> Integer.toString(100_000 + random.nextInt(1 << 30))));
        data.put("user_id", rows(row -> Integer.toString(random.nextInt(40))));
        data.put("height", rows(row -> row % 7 == 0 ? "" : Double.toString(150 + row % 50)));
        data.put("empty", rows(row -> ""));
        data.put("same", rows(row -> "x"));
        data.put("city", rows(row -> List.of("Bern", "NO", "1.10", "a, b").get(row % 4)));
        data.put("shop", rows(row -> "shop " + random.nextInt(100)));
        data.put("said", rows(row -> "words of row " + row));
        data.put("sent", rows(row -> "2024-03-01 10:" + (10 + row % 50) + ":00"));
        data.put("seen", rows(row -> "2024-03-01T10:" + (10 + row % 50) + ":00+0100"));
        data.put("created_at", rows(row -> Long.toString(1_700_000_000L + 60L * row)));
        data.put("mostly", rows(row -> row == 5 ? "n/a" : Integer.toString(random.nextInt(999))));
        data.put("kind", rows(row -> random.nextInt(4) == 0 ? "spam" : "ham"));

        RowSchema schema = schema(run(draft(data, Optional.empty())));

        assertThat(column(schema, "row")).isInstanceOf(Column.Ignored.class);
        assertThat(column(schema, "uuid")).isInstanceOf(Column.Ignored.class);
        assertThat(column(schema, "ticket_id")).isInstanceOf(Column.Ignored.class);
        assertThat(column(schema, "empty")).isInstanceOf(Column.Ignored.class);
        assertThat(column(schema, "same")).isInstanceOf(Column.Ignored.class);
        assertThat(column(schema, "said")).isInstanceOf(Column.Ignored.class);
        assertThat(((Column.Hashed) column(schema, "user_id")).buckets())
                .isGreaterThanOrEqualTo(40);
        assertThat(((Column.Hashed) column(schema, "shop")).buckets()).isGreaterThanOrEqualTo(100);
        assertThat(((Column.Listed) column(schema, "city")).values())
                .containsExactlyInAnyOrder("Bern", "NO", "1.10", "a, b");
        Column.Numeric height = (Column.Numeric) column(schema, "height");
        assertThat(height.mean()).isBetween(170.0, 179.0);
        assertThat(height.deviation()).isBetween(13.0, 16.0);
        assertThat(height.missing()).isEqualTo(new MissingNumber.Fill(height.mean()));
        assertThat(column(schema, "mostly")).isInstanceOf(Column.Numeric.class);
        assertThat(((Column.Timestamp) column(schema, "sent")).notation())
                .isInstanceOf(TimeNotation.InZone.class);
        assertThat(((Column.Timestamp) column(schema, "seen")).notation())
                .isInstanceOf(TimeNotation.WithOffset.class);
        assertThat(((Column.Timestamp) column(schema, "created_at")).notation())
                .isInstanceOf(TimeNotation.Epoch.class);
        assertThat(schema.labelKind()).isEqualTo(new LabelKind.Named(List.of("ham", "spam")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // names and values of three columns | label | its kind
                "a=0 1 2 3;target=5 6 7;b=0 1      | target | Named[names=[5, 6, 7]]",
                "a=x y;y=0 1 2;b=0 1 2 3 4 5       | y      | Classes[count=3]",
                "a=1 2 3 4;b=no yes;c=5 6 7 8 9    | b      | Named[names=[no, yes]]",
                "a=1 2 3 4;b=yes no yes;c=5 6 7 8 9  | b      | Named[names=[no, yes]]",
                "a=0 1;b=0 1;c=5 6 7 8 9           | b      | Classes[count=2]",
                "price=1 2 3;b=u v w;c=u v w x     | price  | Named[names=[1, 2, 3]]",
                "a=1.5 2.5;b=u v w;c=u v w x       | a      | Named[names=[1.5, 2.5]]",
                "class=u v w;b=no yes;c=4 5 6 7 8   | class  | Named[names=[u, v, w]]",
                "class=u v w;target=4 5 6;c=4 5 6 7 | target | Named[names=[4, 5, 6]]",
                "a=T I D N G;b=4 5 6;c=1 2 3 4     | a      | Named[names=[D, G, I, N, T]]",
                "a=4 5 6 7;b=u v w;c=u v w x       | c      | Named[names=[u, v, w, x]]",
            })
    void guessesTheLabel(String columns, String label, String kind) {
        Map<String, List<String>> data = new LinkedHashMap<>();
        for (String column : columns.split(";", -1)) {
            String[] values = column.substring(column.indexOf('=') + 1).trim().split(" ", -1);
            data.put(
                    column.substring(0, column.indexOf('=')),
                    rows(row -> values[row % values.length]));
        }

        RowSchema schema = schema(run(draft(data, Optional.empty())));

        assertThat(((Column.Label) column(schema, label)).kind().toString()).isEqualTo(kind);
    }

    @Test
    void asksOfAnyNumberWhetherItIsAboveTheMiddle() {
        Map<String, List<String>> data = new LinkedHashMap<>();
        data.put("x", rows(row -> Integer.toString(row % 13)));
        data.put("price", rows(row -> Integer.toString(7 * row % ROWS)));
        RunConfiguration run = run(draft(data, Optional.empty()));

        double limit = ((LabelKind.Above) schema(run).labelKind()).threshold();
        assertThat(limit).isBetween(ROWS * 0.4, ROWS * 0.6);
        assertThat(run.loss().code()).isEqualTo("binary-cross-entropy");
        data.put("price", rows(row -> row % 20 == 0 ? Integer.toString(row + 1) : "0"));
        double above =
                ((LabelKind.Above) schema(run(draft(data, Optional.empty()))).labelKind())
                        .threshold();
        assertThat(above).as("not the most there is").isBetween(0.0, 350.0);
        data.put("y", rows(row -> row == 7 ? "2" : Integer.toString(row % 2)));
        assertThat(schema(run(draft(data, Optional.empty()))).labelKind())
                .as("a few wrong ones are no class")
                .isEqualTo(new LabelKind.Classes(2));
    }

    /** The passengers of a ship, whose table says twice who has survived. */
    @Test
    void saysWhatTellsTheLabel() {
        Map<String, List<String>> data = new LinkedHashMap<>();
        List<String> survived = rows(row -> Integer.toString(random.nextInt(2)));
        data.put("survived", survived);
        data.put("age", rows(row -> Integer.toString(random.nextInt(80))));
        data.put("class", rows(row -> List.of("First", "Second").get(random.nextInt(2))));
        data.put("alive", rows(row -> survived.get(row).equals("1") ? "yes" : "no"));

        Draft draft = draft(data, Optional.empty());

        assertThat(column(schema(run(draft)), "survived")).isInstanceOf(Column.Label.class);
        assertThat(draft.remarks())
                .filteredOn(remark -> remark.contains("take it out"))
                .singleElement()
                .asString()
                .startsWith("alive: ");
    }

    @Test
    void tellsIdsByTheirNamesAndNotMeasuresOfLikeNames() {
        Map<String, List<String>> data = new LinkedHashMap<>();
        data.put("CustomerID", rows(row -> Integer.toString(9_000 + 7 * row * row)));
        data.put("heat_index", rows(row -> Integer.toString(60 + row % 50)));
        data.put("row_index", rows(row -> Integer.toString(7 * row * row)));
        data.put("y", rows(row -> Integer.toString(row % 2)));

        RowSchema schema = schema(run(draft(data, Optional.empty())));

        assertThat(column(schema, "CustomerID")).isInstanceOf(Column.Ignored.class);
        assertThat(column(schema, "row_index")).isInstanceOf(Column.Ignored.class);
        assertThat(column(schema, "heat_index")).isInstanceOf(Column.Numeric.class);
    }

    @Test
    void leavesColumnsOutWhoseFaultsAddUpToMoreThanARunMayLose() {
        Map<String, List<String>> data = new LinkedHashMap<>();
        for (int column = 0; column < 10; column++) {
            int own = 7 * column;
            data.put(
                    "x" + column,
                    rows(
                            row ->
                                    row % 100 == own && row >= 100
                                            ? "many"
                                            : Integer.toString(random.nextInt(999))));
        }
        data.put("y", rows(row -> Integer.toString(row % 2)));

        RowSchema schema = schema(run(draft(data, Optional.empty())));

        // Each loses 3 of 400 records.
        assertThat(schema.columns().stream().filter(Column.Numeric.class::isInstance)).hasSize(5);
    }

    @Test
    void asksOnlyForALimitThatTheNumbersCross() {
        Map<String, List<String>> data = new LinkedHashMap<>();
        data.put("x", rows(row -> Integer.toString(row % 13)));
        data.put("price", rows(row -> Double.toString(1_000_000.1 + row * 0.0001)));

        LabelKind kind = schema(run(draft(data, Optional.empty()))).labelKind();

        assertThat(((LabelKind.Above) kind).threshold()).isBetween(1_000_000.1, 1_000_000.14);
    }

    @Test
    void aCategoryOfVeryManyTextsIsNoId() {
        RecordProfile profile = RecordProfile.ofCsv(List.of("user", "y"));
        for (int row = 0; row < 400_000; row++) {
            profile.add(("u" + random.nextInt(105_000) + "," + row % 2).getBytes(UTF_8));
        }

        RowSchema schema = schema(run(Draft.of(profile, profile.records(), Optional.of("y"))));

        assertThat(column(schema, "user")).isInstanceOf(Column.Hashed.class);
    }

    @Test
    void takesNoIdForTheLabel() {
        Map<String, List<String>> data = new LinkedHashMap<>();
        data.put("x", rows(row -> Integer.toString(row % 13)));
        data.put("z", rows(row -> Integer.toString(row % 17)));
        data.put("id", rows(row -> Integer.toString(7 * row)));

        assertThat(column(schema(run(draft(data, Optional.empty()))), "z"))
                .isInstanceOf(Column.Label.class);
    }

    @Test
    void takesTheLabelThatIsNamedOrSaysWhyNot() {
        Map<String, List<String>> data = new LinkedHashMap<>();
        data.put("target", rows(row -> Integer.toString(row % 2)));
        data.put("other", rows(row -> Integer.toString(row % 3)));
        data.put("text", rows(row -> "text " + row));

        assertThat(schema(run(draft(data, Optional.of("other")))).labelKind())
                .isEqualTo(new LabelKind.Classes(3));
        assertThatThrownBy(() -> draft(data, Optional.of("text")))
                .hasMessageContainingAll("'text' cannot be the label", "400 different values");
        assertThatThrownBy(() -> draft(data, Optional.of("none")))
                .hasMessageContainingAll("no column 'none'", "[target, other, text]");
        assertThatThrownBy(() -> draft(Map.of("text", data.get("text")), Optional.empty()))
                .hasMessageContaining("None of the columns can be a label");
        assertThatThrownBy(() -> draft(Map.of("target", data.get("target")), Optional.empty()))
                .hasMessageContaining("no column is left to learn from");
    }

    @Test
    void saysWhatKeepsAColumnFromBeingANumber() {
        Map<String, List<String>> data = new LinkedHashMap<>();
        data.put("size", rows(row -> row % 9 == 0 ? "few" : Double.toString(row / 7.0)));
        data.put("code", rows(row -> row % 9 == 0 ? "few" : Integer.toString(row % 50)));
        data.put("y", rows(row -> Integer.toString(row % 2)));

        Draft draft = draft(data, Optional.empty());

        String expected = "mostly numbers, but 45 are none, the first is 'few'";
        assertThat(draft.guesses().get(0).type()).isEqualTo("ignored");
        assertThat(draft.guesses().get(0).why()).contains(expected);
        assertThat(draft.guesses().get(1).type()).isEqualTo("hashed");
        assertThat(draft.guesses().get(1).why()).contains(expected);
    }

    @Test
    void knowsTheTypesOfJson() throws JsonProcessingException {
        RecordProfile profile = RecordProfile.ofJson();
        for (int row = 0; row < ROWS; row++) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("n", row % 37);
            object.put("quoted", Integer.toString(row % 5));
            object.put("inner", Map.of("a", row));
            object.put("flag", row % 3 == 0);
            if (row % 2 == 0) {
                object.put("sometimes", row % 9);
                object.put("maybe", "v" + row % 3);
            }
            profile.add(new ObjectMapper().writeValueAsBytes(object));
        }
        profile.add("[1]".getBytes(UTF_8));

        Draft draft = Draft.of(profile, profile.records(), Optional.empty());

        RowSchema schema = ((InputFormat.Json) run(draft).input().format()).schema();
        assertThat(schema.labelKind()).isEqualTo(new LabelKind.Named(List.of("false", "true")));
        assertThat(column(schema, "n")).isInstanceOf(Column.Numeric.class);
        assertThat(((Column.Listed) column(schema, "quoted")).values()).hasSize(5);
        assertThat(column(schema, "inner")).isInstanceOf(Column.Ignored.class);
        assertThat(((Column.Numeric) column(schema, "sometimes")).missing())
                .as("absent is missing")
                .isInstanceOf(MissingNumber.Fill.class);
        assertThat(column(schema, "maybe").mayBeAbsent()).isTrue();
        assertThat(column(schema, "quoted").mayBeAbsent()).isFalse();
        assertThat(draft.remarks())
                .anyMatch(remark -> remark.startsWith("1 of 401 records are no rows"))
                .anyMatch(remark -> remark.startsWith("1 of 6 fields are left out"))
                .anyMatch(remark -> remark.contains("hold objects or lists: inner (a)"));
    }

    @Test
    void anyNameAndTextComesBackFromTheFile() {
        String signs = "a '\":,{}[]#&*!|>%@`\\-?~\t\u0085\u2028é\n";
        for (int round = 0; round < 200; round++) {
            Map<String, List<String>> data = new LinkedHashMap<>();
            String name = "n" + text(signs);
            List<String> texts = List.of("x" + text(signs), "y" + text(signs), text(signs) + "z");
            data.put(name, rows(row -> texts.get(row % 3)));
            data.put("y", rows(row -> row % 2 == 0 ? "null" : "~"));

            RowSchema schema = schema(run(draft(data, Optional.empty())));

            assertThat(((Column.Listed) column(schema, name)).values())
                    .containsExactlyInAnyOrderElementsOf(texts);
            assertThat(schema.labelKind().classes()).hasValue(2);
        }
    }

    private String text(String signs) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(6); length > 0; length--) {
            text.append(signs.charAt(random.nextInt(signs.length())));
        }
        return text.toString();
    }
}
