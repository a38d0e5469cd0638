package io.ratchet.kafka.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ratchet.kafka.format.LabelKind;
import io.ratchet.kafka.format.SchemaException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a row schema counts and refuses. */
class RowSchemaTest {
    @Test
    void countsFeaturesAndCardinalities() {
        assertThat(Rows.FLIGHTS.numericCount()).isEqualTo(1);
        assertThat(Rows.FLIGHTS.categoricalCount()).isEqualTo(5);
        assertThat(Rows.FLIGHTS.cardinalities()).containsExactly(13, 8, 25, 65, 4);
        assertThat(Rows.FLIGHTS.labelKind()).isEqualTo(new LabelKind.Above(15));
        assertThat(Rows.FLIGHTS.labelClasses()).hasValue(2);
    }

    @Test
    void reportsAllFaultsTogether() {
        SchemaException refusal =
                catchThrowableOfType(
                        SchemaException.class,
                        () ->
                                new RowSchema(
                                        List.of(
                                                new Column.Ignored("a"),
                                                new Column.Ignored("a"),
                                                new Column.Ignored(" "),
                                                new Column.Numeric(
                                                        "n", 0, 0, new MissingNumber.Refuse()),
                                                new Column.Hashed("h", 0),
                                                new Column.Listed("l", List.of("x", "x")),
                                                new Column.Timestamp("t", List.of()),
                                                new Column.Label("y", new LabelKind.Classes(1)),
                                                new Column.Label("z", new LabelKind.Value()))));

        assertThat(refusal.faults()).hasSize(8);
        assertThat(refusal)
                .hasMessageContainingAll(
                        "'a' is declared twice",
                        "blank name",
                        "deviation 0.0",
                        "buckets 0",
                        "values has the same entry twice",
                        "parts is empty",
                        "classes 1",
                        "exactly 1 label column, not 2");
    }

    @Test
    void refusesASchemaWithoutFeatures() {
        SchemaException refusal =
                catchThrowableOfType(
                        SchemaException.class,
                        () -> new RowSchema(List.of(new Column.Label("y", new LabelKind.Value()))));

        assertThat(refusal).hasMessageContaining("no feature column");
    }

    @Test
    void travelsAsJavaSerializedBytes() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(Rows.FLIGHTS);
        }
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(Rows.FLIGHTS);
        }
    }
}
