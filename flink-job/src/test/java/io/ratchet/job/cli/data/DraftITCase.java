package io.ratchet.job.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ratchet.job.cli.ExitCode;
import io.ratchet.kafka.loader.ShippedData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A newcomer's way: what {@code ratchet draft} writes is checked, loaded and trained as it is, and
 * the model knows more than how often each label is there.
 */
@Timeout(240)
class DraftITCase extends StagedCommands {
    @Test
    void flightsInCsv() throws Exception {
        List<String> lines = shipped(ShippedData.FLIGHTS_2001, 12_001);
        Path file = Files.write(folder.resolve("flights slice.csv"), lines);
        Map<Boolean, Long> late = new HashMap<>();
        double limit = draft(file, "flights-slice").getThreshold();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",", -1);
            if (fields.length == 5 && fields[1].matches("-?\\d+")) {
                late.merge(Integer.parseInt(fields[1]) > limit, 1L, Long::sum);
            }
        }

        JsonNode run = train(file, "flights-slice");

        assertThat(run.path("auc").asDouble()).isGreaterThan(0.6);
        assertBetterThanShares(run, late.values());
    }

    @Test
    void ratingsInJsonFromATopic() throws Exception {
        Random random = new Random(21);
        List<String> lines = new ArrayList<>();
        Map<Boolean, Long> liked = new HashMap<>();
        for (int row = 0; row < 6_000; row++) {
            int film = random.nextInt(40);
            int age = 18 + random.nextInt(60);
            boolean likes = random.nextInt(100) < 20 + film * 3 / 2 + (age < 40 ? 10 : 0);
            liked.merge(likes, 1L, Long::sum);
            lines.add(
                    String.format(
                            "{\"id\":%d,\"film\":\"film %d\",%s\"liked\":%b,\"more\":{}}",
                            1_000_000 + 7 * row,
                            film,
                            row % 10 == 3 ? "" : "\"age\":" + age + ",",
                            likes));
        }
        Path file = Files.write(folder.resolve("ratings.jsonl"), lines);
        assertThat(
                        stage.execute(
                                "load",
                                file.toString(),
                                "--topic",
                                "ratings",
                                "--bootstrap",
                                stage.servers()))
                .isEqualTo(ExitCode.DONE);
        Path yaml = folder.resolve("ratings.yaml");
        assertThat(
                        stage.execute(
                                "draft",
                                "--topic",
                                "ratings",
                                "--bootstrap",
                                stage.servers(),
                                "--output",
                                yaml.toString()))
                .as(stage::err)
                .isEqualTo(ExitCode.DONE);
        assertThat(stage.err())
                .contains("label: liked, because it has two values", "id is left out");
        assertThat(stage.execute("check", placed(yaml).toString())).isEqualTo(ExitCode.DONE);
        assertThat(stage.out())
                .contains("topic ratings: 6,000 records in 1 partition, all")
                .contains("run ratings: 6,000 of 6,000 records would be accepted");

        JsonNode run = trained(yaml);

        assertThat(run.path("auc").asDouble()).isGreaterThan(0.6);
        assertBetterThanShares(run, liked.values());
    }

    @Test
    void lettersAsASpreadsheetSavesThemWithTextsAsLabels() throws Exception {
        Random random = new Random(22);
        List<String> lines = new ArrayList<>(List.of("words;from;when;kind"));
        Map<String, Long> kinds = new HashMap<>();
        for (int row = 0; row < 5_000; row++) {
            int hour = random.nextInt(24);
            int words = 20 + random.nextInt(400);
            String from = List.of("shop", "friend", "work", "nobody").get(random.nextInt(4));
            String kind =
                    from.equals("nobody") && random.nextInt(10) < 7
                            ? "spam"
                            : from.equals("shop") && words > 150 ? "news, \"daily\"" : "ham";
            kinds.merge(kind, 1L, Long::sum);
            lines.add(
                    String.format(
                            "%s;%s;31.03.2024 %02d:15;\"%s\"",
                            row % 50 == 0 ? "NA" : words + ",5",
                            from,
                            hour,
                            kind.replace("\"", "\"\"")));
        }
        Path file = Files.write(folder.resolve("letters.csv"), lines);
        draft(file, "letters");

        JsonNode run = train(file, "letters");

        assertBetterThanShares(run, kinds.values());
        assertThat(stage.err())
                .contains(
                        "CSV, separated by semicolons, with decimal commas",
                        "words: 'NA' (100) is taken for a missing value",
                        "label: kind, because of its name");
    }

    /** What was drafted of the label, as far as a test wants to know it. */
    private record Drafted(double getThreshold) {}

    private Drafted draft(Path file, String topic) throws IOException {
        Path yaml = folder.resolve(topic + ".yaml");
        assertThat(
                        stage.execute(
                                "draft",
                                file.toString(),
                                "--topic",
                                topic,
                                "--bootstrap",
                                stage.servers(),
                                "--output",
                                yaml.toString()))
                .as(stage::err)
                .isEqualTo(ExitCode.DONE);
        String text = Files.readString(yaml);
        int above = text.indexOf("above: ");
        return new Drafted(
                above < 0
                        ? 0
                        : Double.parseDouble(text.substring(above + 7, text.indexOf('}', above))));
    }

    private JsonNode train(Path file, String topic) throws IOException {
        Path yaml = placed(folder.resolve(topic + ".yaml"));
        assertThat(stage.execute("check", yaml.toString(), "--file", file.toString()))
                .as(stage::out)
                .isEqualTo(ExitCode.DONE);
        assertThat(
                        stage.execute(
                                "load",
                                file.toString(),
                                "--topic",
                                topic,
                                "--config",
                                yaml.toString()))
                .as(stage::err)
                .isEqualTo(ExitCode.DONE);
        return trained(yaml);
    }

    /** With checkpoints and models in the test's folder; nothing else is touched. */
    private Path placed(Path yaml) throws IOException {
        return Files.writeString(
                yaml,
                Files.readString(yaml)
                        + "checkpoint: {directory: '"
                        + folder.resolve("checkpoints")
                        + "', savepoints: '"
                        + folder.resolve("savepoints")
                        + "'}\nmodels: {directory: '"
                        + folder.resolve("models")
                        + "'}\n");
    }

    private JsonNode trained(Path yaml) throws IOException {
        Path result = folder.resolve("result.json");
        assertThat(stage.execute("train", yaml.toString(), "--json", result.toString()))
                .as(stage::err)
                .isEqualTo(ExitCode.DONE);
        return new ObjectMapper().readTree(result.toFile()).path("runs").path(0);
    }

    /** The loss of whoever always tells the shares is their entropy. */
    private static void assertBetterThanShares(JsonNode run, Collection<Long> counts) {
        double all = counts.stream().mapToLong(Long::longValue).sum();
        double entropy = 0;
        for (long count : counts) {
            entropy -= count / all * Math.log(count / all);
        }
        assertThat(run.path("status").asText()).isEqualTo("succeeded");
        assertThat(run.path("lossAverage").asDouble()).isGreaterThan(0).isLessThan(0.98 * entropy);
    }

    private static List<String> shipped(ShippedData data, int count) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(data.open()), StandardCharsets.UTF_8))) {
            return lines.lines().limit(count).toList();
        }
    }
}
