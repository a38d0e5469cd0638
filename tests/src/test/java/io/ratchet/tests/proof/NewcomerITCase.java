package io.ratchet.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A newcomer's way, as README's first screen shows it, with data of their own: each command in a
 * process of its own and with its default arguments, in a folder that is not the checkout's. The
 * next day's file is loaded and trained by the same commands.
 */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class NewcomerITCase {
    private static final int FIRST = 1_003;
    private static final int SECOND = 517;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder;

    private final SplittableRandom random = new SplittableRandom(7);
    private Path desk;

    @Test
    void fromAFileToAModelAndOnWithTheNextFile() throws Exception {
        desk = Files.createDirectory(folder.resolve("Meine Verkäufe"));
        write("orders.csv", FIRST);
        write("orders of today.csv", SECOND);

        assertThat(run("draft", "orders.csv")).contains("orders.yaml");
        String drafted = Files.readString(desk.resolve("orders.yaml"));
        assertThat(drafted).contains("classes:").contains("kept").contains("returned");
        assertThat(run("check", "orders.yaml", "--file", "orders.csv"))
                .contains("1,003 of 1,003 records would be accepted");
        assertThat(run("load", "orders.csv", "--topic", "orders", "--config", "orders.yaml"))
                .contains("1003 records");
        assertThat(run("train", "orders.yaml", "--json", "first.json")).contains("succeeded");
        JsonNode first = result("first.json");
        long batch = first.path("samples").asLong() / first.path("step").asLong();
        assertThat(first.path("trainedRecords").asLong() + first.path("waitingRecords").asLong())
                .isEqualTo(FIRST);
        assertThat(first.path("waitingRecords").asLong()).isEqualTo(FIRST % batch).isPositive();

        run("load", "orders of today.csv", "--topic", "orders", "--config", "orders.yaml");
        assertThat(run("train", "orders.yaml", "--json", "second.json"))
                .contains("had ended, and goes on from there")
                .contains("succeeded");
        JsonNode second = result("second.json");
        assertThat(second.path("step").asLong()).isEqualTo((FIRST + SECOND) / batch);
        assertThat(second.path("lossAverage").asDouble())
                .as("better than not looking at the columns")
                .isLessThan(0.6);
        assertThat(run("train", "orders.yaml"))
                .contains("Every run has ended before", "the same command goes on from there");
    }

    private String run(String... arguments) throws Exception {
        Path log = folder.resolve(arguments[0] + ".log");
        try (TrainProcess process = TrainProcess.in(desk, List.of(arguments), log)) {
            assertThat(process.exitCode()).as(() -> process.output()).isZero();
            return process.output();
        }
    }

    private JsonNode result(String file) throws Exception {
        JsonNode runs = JSON.readTree(desk.resolve(file).toFile()).path("runs");
        assertThat(runs).hasSize(1);
        return runs.get(0);
    }

    /** Orders, of which those that are dear, or come from the outlet, are returned more often. */
    private void write(String name, int count) throws Exception {
        List<String> lines = new ArrayList<>();
        lines.add("price,shop,days,outcome");
        for (int row = 0; row < count; row++) {
            double price = 5 + random.nextInt(20_000) / 100.0;
            String shop = List.of("north", "south", "outlet").get(random.nextInt(3));
            int days = 1 + random.nextInt(9);
            double odds = price / 120 + (shop.equals("outlet") ? 0.7 : 0) - 1;
            String outcome = odds + random.nextDouble() - 0.5 > 0.2 ? "returned" : "kept";
            lines.add(String.format(Locale.ROOT, "%.2f,%s,%d,%s", price, shop, days, outcome));
        }
        Files.write(desk.resolve(name), lines);
    }
}
