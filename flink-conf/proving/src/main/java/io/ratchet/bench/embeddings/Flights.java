package io.ratchet.bench.embeddings;

import io.ratchet.kafka.format.LabelKind;
import io.ratchet.kafka.format.RefusedRecordException;
import io.ratchet.kafka.loader.ShippedData;
import io.ratchet.kafka.notation.TimePart;
import io.ratchet.kafka.row.Column;
import io.ratchet.kafka.row.CsvRowDecoder;
import io.ratchet.kafka.row.DecodedRow;
import io.ratchet.kafka.row.MissingNumber;
import io.ratchet.kafka.row.RowSchema;
import io.ratchet.training.model.SplitMix64;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * The shipped flights, late or not, with the columns of the example: few ids, all of them seen
 * often. Optionally with two more columns, most of whose ids are rare: the route, and the route in
 * its hour.
 */
final class Flights {
    private static final int BUCKETS = 1_024;
    private static final int ROUTES = 8_192;
    private static final int ROUTE_HOURS = 32_768;
    private static final int ORIGIN = 2;
    private static final int DESTINATION = 3;
    private static final RowSchema COLUMNS =
            new RowSchema(
                    List.of(
                            new Column.Timestamp(
                                    "date", List.of(TimePart.HOUR, TimePart.DAY_OF_WEEK)),
                            new Column.Label("delay", new LabelKind.Above(15)),
                            new Column.Numeric("distance", 730, 570, new MissingNumber.Refuse()),
                            new Column.Hashed("origin", BUCKETS),
                            new Column.Hashed("destination", BUCKETS)));

    private Flights() {}

    /** The first flights, with the columns of the example. */
    static TrainingRows plain(int limit) throws IOException {
        return read(limit, false)
                .build("flights", about("flights", limit, "the columns of flights.yaml"));
    }

    /** The same with routes. */
    static TrainingRows withRoutes(int limit) throws IOException {
        return read(limit, true)
                .build(
                        "flights by route",
                        about(
                                "flights by route",
                                limit,
                                "the route and the route in its hour, hashed, as two columns more,"
                                        + " most of whose ids are rare"));
    }

    private static String about(String name, int limit, String columns) {
        return String.format(
                Locale.ROOT, "%s: the first %,d shipped ones; %s", name, limit, columns);
    }

    private static TrainingRows.Builder read(int limit, boolean routes) throws IOException {
        List<Integer> cardinalities = new ArrayList<>();
        Arrays.stream(COLUMNS.cardinalities()).forEach(cardinalities::add);
        if (routes) {
            cardinalities.addAll(List.of(ROUTES, ROUTE_HOURS));
        }
        TrainingRows.Builder rows = new TrainingRows.Builder(1, cardinalities);
        CsvRowDecoder decoder = new CsvRowDecoder(COLUMNS);
        DecodedRow row = COLUMNS.newRow();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(ShippedData.FLIGHTS_2001.open()),
                                StandardCharsets.ISO_8859_1))) {
            int taken = 0;
            for (String line = lines.readLine();
                    line != null && taken < limit;
                    line = lines.readLine()) {
                try {
                    decoder.decode(line.getBytes(StandardCharsets.ISO_8859_1), row);
                } catch (RefusedRecordException header) {
                    continue; // the header, or a line that is broken on purpose
                }
                int[] ids = row.categorical();
                rows.add(row.numeric(), routes ? withRoute(ids) : ids, row.label());
                taken++;
            }
        }
        return rows;
    }

    private static int[] withRoute(int[] ids) {
        long route = SplitMix64.seedOf(ids[ORIGIN], ids[DESTINATION]);
        int[] more = Arrays.copyOf(ids, ids.length + 2);
        more[ids.length] = (int) Long.remainderUnsigned(route, ROUTES);
        more[ids.length + 1] =
                (int) Long.remainderUnsigned(SplitMix64.seedOf(route, ids[0]), ROUTE_HOURS);
        return more;
    }
}
