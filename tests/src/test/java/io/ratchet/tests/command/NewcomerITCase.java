package io.ratchet.tests.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ratchet.tests.support.TrainProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A newcomer's way: the commands that README's first screen shows, as they stand there, with data
 * of their own. Each is a process of its own, in a folder that is not the checkout's.
 */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class NewcomerITCase {
    private static final Path README = Path.of("../README.md");
    private static final String FIRST_SCREEN = "\n## Start with your own file\n";
    private static final int FIRST = 1_003;
    private static final int SECOND = 517;

    /** In each file, because data are not clean. */
    private static final int BAD = 1;

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder;

    private final SplittableRandom random = new SplittableRandom(7);
    private Path desk;

    @Test
    void theFirstScreenOfTheReadmeIsTrue() throws Exception {
        desk = Files.createDirectory(folder.resolve("Meine Verkäufe"));
        write("sales.csv", FIRST);
        write("monday.csv", SECOND);
        List<List<String>> way = firstScreen();
        assertThat(way.stream().map(command -> command.get(0)))
                .containsExactly("draft", "check", "load", "train", "status", "load", "train");

        assertThat(run(way.get(0))).contains("sales.yaml");
        String drafted = Files.readString(desk.resolve("sales.yaml"));
        assertThat(drafted).contains("classes:").contains("kept").contains("returned");
        assertThat(run(way.get(1)))
                .contains("1,002 of 1,003 records would be accepted, 1 refused (0.1 %");
        assertThat(run(way.get(2))).contains("1003 records");
        assertThat(run(and(way.get(3), "--json", "first.json")))
                .contains("succeeded", "refused 1 of 1,003 records (0.1 %)", "1 wrong-type");
        JsonNode first = result("first.json");
        long batch = first.path("samples").asLong() / first.path("step").asLong();
        assertThat(first.path("records").asLong()).isEqualTo(FIRST);
        assertThat(first.path("trainedRecords").asLong() + first.path("waitingRecords").asLong())
                .isEqualTo(FIRST - BAD);
        assertThat(first.path("waitingRecords").asLong())
                .isEqualTo((FIRST - BAD) % batch)
                .isPositive();
        assertThat(run(way.get(4))).contains("sales", "succeeded");

        run(way.get(5));
        assertThat(run(and(way.get(6), "--json", "second.json")))
                .contains("had ended, and goes on from there")
                .contains("succeeded");
        JsonNode second = result("second.json");
        assertThat(second.path("step").asLong()).isEqualTo((FIRST + SECOND - 2 * BAD) / batch);
        assertThat(second.path("lossAverage").asDouble())
                .as("better than not looking at the columns")
                .isLessThan(0.6);
        assertThat(desk.resolve(model(second)))
                .as("where README says that the weights lie")
                .exists();
        assertThat(run(way.get(6)))
                .contains("Every run has ended before", "the same command goes on from there");
    }

    /** README's first commands, without what is behind a #. */
    private static List<List<String>> firstScreen() throws Exception {
        String readme = Files.readString(README);
        int from = readme.indexOf(FIRST_SCREEN);
        assertThat(from).as("README has %s", FIRST_SCREEN.strip()).isPositive();
        int to = readme.indexOf("\n## ", from + FIRST_SCREEN.length());
        return readme.substring(from, to)
                .lines()
                .filter(line -> line.startsWith("    ratchet "))
                .map(line -> line.replaceFirst(" +#.*", "").strip().split(" +"))
                .map(words -> List.of(words).subList(1, words.length))
                .toList();
    }

    private static String model(JsonNode run) {
        return "ratchet-data/models/sales/sales/generation-1/"
                + run.path("step").asLong()
                + "/model.safetensors";
    }

    private static List<String> and(List<String> command, String... more) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(more));
        return all;
    }

    private String run(List<String> arguments) throws Exception {
        Path log = folder.resolve(arguments.get(0) + ".log");
        try (TrainProcess process = TrainProcess.in(desk, arguments, log)) {
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
            String dear = row == 17 ? "on request" : String.format(Locale.ROOT, "%.2f", price);
            lines.add(String.format(Locale.ROOT, "%s,%s,%d,%s", dear, shop, days, outcome));
        }
        Files.write(desk.resolve(name), lines);
    }
}
