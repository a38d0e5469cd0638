package io.ratchet.kafka.loader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.kafka.file.FileRecord;
import io.ratchet.kafka.file.MemoryFile;
import io.ratchet.kafka.file.RecordFile;
import io.ratchet.kafka.format.LabelKind;
import io.ratchet.kafka.format.RefusedRecordException;
import io.ratchet.kafka.notation.TimePart;
import io.ratchet.kafka.row.Column;
import io.ratchet.kafka.row.CsvRowDecoder;
import io.ratchet.kafka.row.DecodedRow;
import io.ratchet.kafka.row.JsonRowDecoder;
import io.ratchet.kafka.row.MissingNumber;
import io.ratchet.kafka.row.RowSchema;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The shipped data is what its README says. */
class ShippedDataTest {
    private static final Pattern README_LINE =
            Pattern.compile("\\| (\\d+) \\| (\\d+) \\| ([a-z-]+) \\|.*");

    private static final RowSchema SCHEMA =
            new RowSchema(
                    List.of(
                            new Column.Timestamp("date", List.of(TimePart.HOUR)),
                            new Column.Label("delay", new LabelKind.Above(15)),
                            new Column.Numeric("distance", 729, 572, new MissingNumber.Refuse()),
                            new Column.Hashed("origin", 1000),
                            new Column.Hashed("destination", 1000)));

    @Test
    void flightsHaveTheBrokenLinesOfTheReadmeAndNoOther() throws Exception {
        CsvRowDecoder decoder = new CsvRowDecoder(SCHEMA);
        DecodedRow row = SCHEMA.newRow();
        List<String> broken = new ArrayList<>();
        int good = 0;
        List<FileRecord> entries =
                MemoryFile.read(RecordFile.Csv.withHeader(ShippedData.FLIGHTS_2001));
        for (int i = 0; i < entries.size(); i++) {
            try {
                decoder.decode(entries.get(i).value(), row);
                good++;
            } catch (RefusedRecordException refusal) {
                broken.add((i + 2) + " " + i + " " + refusal.reason().code());
            }
        }

        assertThat(good).isEqualTo(200_000);
        assertThat(broken).hasSize(20).isEqualTo(readme());
    }

    @Test
    void theSampleIsEvery40thFlightAsJson() throws Exception {
        JsonRowDecoder json = new JsonRowDecoder(SCHEMA);
        CsvRowDecoder csv = new CsvRowDecoder(SCHEMA);
        DecodedRow sampled = SCHEMA.newRow();
        DecodedRow flight = SCHEMA.newRow();
        List<FileRecord> sample =
                MemoryFile.read(RecordFile.Json.of(ShippedData.FLIGHTS_2001_SAMPLE));
        int good = 0;
        for (FileRecord record :
                MemoryFile.read(RecordFile.Csv.withHeader(ShippedData.FLIGHTS_2001))) {
            try {
                csv.decode(record.value(), flight);
            } catch (RefusedRecordException broken) {
                continue;
            }
            if (good % 40 == 0) {
                json.decode(sample.get(good / 40).value(), sampled);
                assertThat(sampled).usingRecursiveComparison().isEqualTo(flight);
            }
            good++;
        }

        assertThat(sample).hasSize(good / 40);
    }

    @Test
    void namesAreFound() {
        assertThat(ShippedData.ofName("flights-2001.csv.gz")).hasValue(ShippedData.FLIGHTS_2001);
        assertThat(ShippedData.ofName("none")).isEmpty();
    }

    private static List<String> readme() throws Exception {
        try (InputStream in =
                Objects.requireNonNull(
                        ShippedData.class.getResourceAsStream("/io/ratchet/data/README.md"))) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .map(README_LINE::matcher)
                    .filter(Matcher::matches)
                    .map(line -> line.group(1) + " " + line.group(2) + " " + line.group(3))
                    .toList();
        }
    }
}
