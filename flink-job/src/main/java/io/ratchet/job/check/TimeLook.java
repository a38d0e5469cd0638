package io.ratchet.job.check;

import io.ratchet.job.message.Message;
import io.ratchet.kafka.notation.TimePart;
import io.ratchet.kafka.row.Column;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A time, by its parts. */
final class TimeLook implements ColumnLook {
    private final Column.Timestamp column;
    private final int place;
    private final List<BitSet> found = new ArrayList<>();
    private long there;
    private long missing;

    TimeLook(Column.Timestamp column, int place) {
        this.column = column;
        this.place = place;
        column.parts().forEach(part -> found.add(new BitSet()));
    }

    @Override
    public void value(byte[] bytes, int from, int to) {
        there++;
    }

    @Override
    public void missing() {
        missing++;
    }

    @Override
    public void model(float[] numbers, int numbersAt, int[] ids, int idsAt, float label) {
        for (int part = 0; part < found.size(); part++) {
            int id = ids[idsAt + place + part];
            if (id > 0) {
                found.get(part).set(id - 1);
            }
        }
    }

    @Override
    public ColumnFinding finding() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("missing", missing);
        List<String> words = new ArrayList<>();
        List<String> advice = new ArrayList<>();
        for (int index = 0; index < found.size(); index++) {
            TimePart part = column.parts().get(index);
            BitSet values = found.get(index);
            figures.put(part.code(), values.cardinality());
            words.add(part.code() + " " + text(part, values));
            if (there > 1 && values.cardinality() == 1) {
                advice.add(
                        Message.of(
                                """
                                %s is always the same in what was looked at: a model knows nothing \
                                of the others.""",
                                part.code()));
            }
        }
        if (there == 0 && missing > 0) {
            advice.add("it is missing in every record; take it out.");
        }
        return new ColumnFinding(
                column.name(),
                "timestamp",
                String.join(", ", words) + NumericLook.missingWords(missing, there),
                figures,
                advice);
    }

    private static String text(TimePart part, BitSet values) {
        return values.isEmpty() ? "never" : values.cardinality() + " of " + part.size();
    }
}
