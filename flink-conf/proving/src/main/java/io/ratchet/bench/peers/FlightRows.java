package io.ratchet.bench.peers;

import io.ratchet.kafka.loader.ShippedData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** The shipped flights as JSON rows, without the broken lines that are among them. */
final class FlightRows {
    private static final Pattern GOOD =
            Pattern.compile("(2001-[0-9T:.-]{18}Z),(-?[0-9]+),([0-9]+),([A-Z]{3}),([A-Z]{3})");

    private FlightRows() {}

    /** The first rows of the file, or all where it has fewer. */
    static List<byte[]> read(int limit) throws IOException {
        List<byte[]> rows = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(ShippedData.FLIGHTS_2001.open()),
                                StandardCharsets.ISO_8859_1))) {
            for (String line = lines.readLine();
                    line != null && rows.size() < limit;
                    line = lines.readLine()) {
                Matcher good = GOOD.matcher(line);
                if (good.matches() && isTime(good.group(1))) {
                    rows.add(json(good).getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        return rows;
    }

    /** Among the broken lines is a 30th of February. */
    private static boolean isTime(String text) {
        try {
            return Instant.parse(text).isAfter(Instant.EPOCH);
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static String json(Matcher line) {
        return "{\"date\":\""
                + line.group(1)
                + "\",\"delay\":"
                + line.group(2)
                + ",\"distance\":"
                + line.group(3)
                + ",\"origin\":\""
                + line.group(4)
                + "\",\"destination\":\""
                + line.group(5)
                + "\"}";
    }

    /** Writes rows as lines. */
    static void write(List<byte[]> rows, Path file) throws IOException {
        try (var out = new java.io.BufferedOutputStream(Files.newOutputStream(file))) {
            for (byte[] row : rows) {
                out.write(row);
                out.write('\n');
            }
        }
    }
}
