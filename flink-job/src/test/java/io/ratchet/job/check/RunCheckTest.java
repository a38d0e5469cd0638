package io.ratchet.job.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.RunConfiguration;
import io.ratchet.job.decode.RawRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a check finds of rows, beside what the test itself counts while it makes them. */
class RunCheckTest {
    private static final String COLUMNS =
            """
                    - {name: id, type: ignored}
                    - {name: size, type: numeric, mean: 100, deviation: 20, missing: 100}
                    - {name: city, type: listed, values: [Bern, Genf]}
                    - {name: code, type: hashed, buckets: 8}
                    - {name: at, type: timestamp, parts: [hour, month]}
                    - {name: kind, type: label, classes: [ham, spam]}
            """;

    @Test
    void countsWhatTheModelWillSee() {
        RunCheck check = new RunCheck(run(COLUMNS, ""), 1);
        Made made = new Made();
        for (int row = 0; row < 4_000; row++) {
            check.take(record(row, made.row(row)));
        }

        RunFindings found = check.findings(true);

        assertThat(found.looked()).isEqualTo(4_000);
        assertThat(found.accepted()).isEqualTo(3_920);
        assertThat(found.refused().byReason())
                .singleElement()
                .satisfies(
                        reason -> {
                            assertThat(reason.records()).isEqualTo(80);
                            assertThat(reason.reason()).isEqualTo("label-out-of-range");
                            assertThat(reason.offset()).isEqualTo(9);
                            assertThat(reason.detail()).contains("'eggs'", "'ham', 'spam'");
                        });
        assertThat(found.obstacles()).isEmpty();
        made.assertSize(figures(found, "size"));
        assertThat(figures(found, "city"))
                .containsEntry("texts", 3)
                .containsEntry("ids", 2)
                .containsEntry("notListed", (long) made.others);
        assertThat(figures(found, "code"))
                .containsEntry("texts", made.codes.size())
                .containsEntry("buckets", 8);
        assertThat(advice(found, "code"))
                .containsExactly(
                        "there are more texts than buckets, so that several share an id; set"
                                + " buckets: 128.");
        assertThat(advice(found, "city")).hasSize(1);
        assertThat(advice(found, "city").get(0))
                .startsWith("'Chur' is the first of " + made.others);
        assertThat(figures(found, "at"))
                .containsEntry("hour", made.hours.size())
                .containsEntry("month", 1);
        assertThat(figures(found, "kind").get("classes"))
                .isEqualTo(Map.of("ham", 3_920L - made.spam, "spam", (long) made.spam));
    }

    /** Rows, and what the test counts of those that are good. */
    private static final class Made {
        private final Random random = new Random(3);
        private final List<Double> sizes = new ArrayList<>();
        private final Set<String> codes = new HashSet<>();
        private final Set<Integer> hours = new HashSet<>();
        private int missing;
        private int others;
        private int spam;

        private String row(int row) {
            boolean bad = row % 50 == 9;
            String size = row % 10 == 3 ? "" : Double.toString(random.nextInt(1_000) / 4.0);
            String known = row % 2 == 0 ? "Bern" : row % 5 == 0 ? "" : "Genf";
            String city = row % 8 == 0 ? "Chur" : known;
            String code = "c" + random.nextInt(30);
            int hour = random.nextInt(12);
            boolean isSpam = random.nextInt(5) == 0;
            if (!bad) {
                missing += size.isEmpty() ? 1 : 0;
                if (!size.isEmpty()) {
                    sizes.add(Double.parseDouble(size));
                }
                codes.add(code);
                hours.add(hour);
                others += city.equals("Chur") ? 1 : 0;
                spam += isSpam ? 1 : 0;
            }
            return String.format(
                    Locale.ROOT,
                    "%d,%s,%s,%s,2024-03-01T%02d:15:00Z,%s",
                    row,
                    size,
                    city,
                    code,
                    hour,
                    bad ? "eggs" : isSpam ? "spam" : "ham");
        }

        private static double number(Map<String, Object> figures, String name) {
            return ((Number) figures.getOrDefault(name, Double.NaN)).doubleValue();
        }

        private void assertSize(Map<String, Object> size) {
            double mean = sizes.stream().mapToDouble(x -> x).average().orElseThrow();
            double squares = sizes.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
            double scaled = sizes.size() * (mean - 100) / 20 / (sizes.size() + missing);
            assertThat(size).containsEntry("missing", (long) missing);
            assertThat(number(size, "mean")).isCloseTo(mean, within(1e-6));
            assertThat(number(size, "deviation"))
                    .isCloseTo(Math.sqrt(squares / sizes.size()), within(1e-6));
            assertThat(number(size, "scaledMean")).isCloseTo(scaled, within(1e-5));
        }
    }

    @Test
    void proposesAScalingThatBringsAColumnNearZeroAndOne() {
        RunCheck check = new RunCheck(run(number("a") + number("b") + number("c") + LABEL, ""), 1);
        Random random = new Random(5);
        for (int row = 0; row < 2_000; row++) {
            double a = 1.7e9 + 3_000 * random.nextGaussian();
            double b = random.nextGaussian();
            check.take(record(row, a + "," + b + ",4," + row % 2));
        }

        RunFindings found = check.findings(true);

        String advice = advice(found, "a").get(0);
        assertThat(advice).contains("Set mean: 1700000000, deviation: 3");
        assertThat(advice(found, "b")).isEmpty();
        assertThat(advice(found, "c").get(0)).contains("always 4", "take it out");
    }

    @Test
    void noticesRecordsThatAreSortedByTheirLabel() {
        RunCheck sorted = new RunCheck(run(number("x") + LABEL, ""), 1);
        RunCheck mixed = new RunCheck(run(number("x") + LABEL, ""), 1);
        Random random = new Random(9);
        for (int row = 0; row < 400; row++) {
            sorted.take(record(row, "1," + row / 200));
            mixed.take(record(row, random.nextInt(9) + "," + (random.nextInt(20) == 0 ? 1 : 0)));
        }

        assertThat(advice(sorted.findings(true), "y")).hasSize(1);
        assertThat(advice(sorted.findings(true), "y").get(0))
                .contains("it changes only 1 times", "mix the rows");
        assertThat(advice(mixed.findings(true), "y")).isEmpty();
    }

    @Test
    void saysWhatStandsAgainstARun() {
        assertThat(obstacles("", 0, 10)).isEmpty();
        assertThat(obstacles("", 1, 9).get(0))
                .contains("10.0 % would be refused", "5.0 % of refusedShare");
        assertThat(obstacles("    refusedShare: 10 %\n", 1, 9)).isEmpty();
        assertThat(obstacles("", 3, 0).get(0)).contains("No record would be accepted");
        assertThat(obstacles("", 0, 0).get(0)).contains("There is no record");
    }

    @Test
    void saysWhereNothingWouldTrainBecauseNoBatchIsFull() {
        assertThat(obstacles("", 0, 255, ""))
                .singleElement()
                .asString()
                .contains("The 255 rows do not fill a batch of 256", "'lastBatch: train'");
        assertThat(obstacles("", 0, 256, "")).isEmpty();
        assertThat(obstacles("    lastBatch: train\n    until: end-of-topic\n", 0, 255, ""))
                .isEmpty();
        RunCheck sample = new RunCheck(run(number("x") + LABEL, ""), 1);
        sample.take(record(0, "1,0"));
        assertThat(sample.findings(false).obstacles()).as("there are others").isEmpty();
    }

    @Test
    void takesRecordsOfTheRunsKeyOnlyAndWhereTheyBelong() {
        RunCheck check = new RunCheck(run(number("x") + LABEL, "      key: A\n"), 3);
        for (int row = 0; row < 30; row++) {
            byte[] key = (row % 3 == 0 ? "B" : "A").getBytes(UTF_8);
            // Kafka's own partitioner puts A on partition 1 of three.
            int partition = row % 3 == 1 ? 1 : 2;
            check.take(new RawRecord(partition, row, key, "1,0".getBytes(UTF_8), List.of()));
        }

        RunFindings found = check.findings(true);

        assertThat(found.looked()).isEqualTo(30);
        assertThat(found.accepted()).isEqualTo(10);
        assertThat(found.refused().byReason().get(0).reason()).isEqualTo("wrong-partition");
        assertThat(found.refused().records()).isEqualTo(10);
    }

    private static final String LABEL = "        - {name: y, type: label}\n";

    private static String number(String name) {
        return "        - {name: " + name + ", type: numeric}\n";
    }

    private static List<String> obstacles(String limit, int bad, int good) {
        return obstacles(limit, bad, good, "      batch: 4\n");
    }

    private static List<String> obstacles(String limit, int bad, int good, String batch) {
        RunCheck check = new RunCheck(run(number("x") + LABEL + limit, batch), 1);
        for (int row = 0; row < bad + good; row++) {
            check.take(record(row, row < bad ? "one,0" : "1,0"));
        }
        return check.findings(true).obstacles();
    }

    private static RawRecord record(long offset, String line) {
        return new RawRecord(0, offset, null, line.getBytes(UTF_8), List.of());
    }

    private static Map<String, Object> figures(RunFindings found, String column) {
        return column(found, column).figures();
    }

    private static List<String> advice(RunFindings found, String column) {
        return column(found, column).advice();
    }

    private static ColumnFinding column(RunFindings found, String name) {
        return found.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static RunConfiguration run(String columns, String keys) {
        return ConfigurationReader.read(
                        "test",
                        "job: checked\nruns:\n  - id: checked\n    input:\n      topic: rows\n"
                                + "      format: csv\n"
                                + keys
                                + "      columns:\n"
                                + columns
                                + "    model: {type: linear}\n"
                                + "    loss: binary-cross-entropy\n"
                                + "    optimizer: {type: sgd}\n")
                .runs()
                .get(0);
    }
}
