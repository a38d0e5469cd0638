package io.ratchet.job.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ratchet.job.WrittenPage;
import io.ratchet.job.decode.RefusedRecord;
import io.ratchet.operator.result.PoisonedBatch;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.operator.result.StepRecord;
import io.ratchet.training.batch.OffsetRange;
import io.ratchet.training.batch.Places;
import io.ratchet.training.run.Change;
import io.ratchet.training.run.RefusalCount;
import io.ratchet.training.run.RefusalCounts;
import io.ratchet.training.run.RunHistory;
import io.ratchet.training.run.RunStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page about topics says what the codecs write: each field, with its type, and no other. */
class TopicsPageTest {
    private static final Path PAGE = Path.of("../docs/use/topics.md");
    private static final int ROOM = 900;
    private static final int RANGES = 2000;

    @Test
    void pageIsTheOneOfTheCode() throws IOException {
        WrittenPage.assertIs(PAGE, RecordFields.markdown());
    }

    @Test
    void stepRecordsHaveTheseFields() throws IOException {
        assertSame(
                RecordFields.STEP,
                new StepRecordCodec(ROOM)
                        .encode(
                                new StepRecord(
                                        "run", "run/a", 2, 3, 0.5f, 0.25, 1.5, 0.25, 64, 192, 0.5,
                                        many(), 99)));
    }

    @Test
    void refusedRecordsHaveTheseFields() throws IOException {
        assertSame(
                RecordFields.REFUSED_RECORD,
                new RefusedRecordCodec(ROOM)
                        .encode(
                                new RefusedRecord(
                                        "run",
                                        1,
                                        "topic",
                                        3,
                                        7,
                                        "malformed",
                                        "x",
                                        2,
                                        "cafe",
                                        new byte[] {1, 2},
                                        5)));
    }

    @Test
    void refusedBatchesHaveTheseFields() throws IOException {
        assertSame(
                RecordFields.REFUSED_BATCH,
                new PoisonedBatchCodec(ROOM, Map.of("run", "topic"))
                        .encode(
                                new PoisonedBatch(
                                        "run", "run", 1, 4, "loss-not-finite", "x", many(), 5)));
    }

    @Test
    void runStatesHaveTheseFields() throws IOException {
        RefusalCounts refused =
                new RefusalCounts(List.of(new RefusalCount("malformed", 3, 1, 17, "no number")));
        RunHistory history =
                RunHistory.begun(3).with(4, 5, "chk-6", List.of(new Change("until", "7", "8")));
        assertSame(
                RecordFields.RUN_STATE,
                new RunStateCodec()
                        .encode(
                                new RunStateRecord(
                                        "run",
                                        "run",
                                        1,
                                        RunStatus.SUCCEEDED,
                                        9,
                                        99,
                                        0.5,
                                        0.75,
                                        2,
                                        95,
                                        refused,
                                        11,
                                        2,
                                        "abc",
                                        77,
                                        history)));
    }

    /** So many that one record does not hold them. */
    private static Places many() {
        List<OffsetRange> ranges = new ArrayList<>();
        for (int range = 0; range < RANGES; range++) {
            ranges.add(new OffsetRange(range, 5, 9));
        }
        return Places.of(ranges);
    }

    private static void assertSame(List<RecordField> fields, List<byte[]> records)
            throws IOException {
        Map<String, String> written = new TreeMap<>();
        for (byte[] record : records) {
            collect("", new ObjectMapper().readTree(record), written);
        }
        Map<String, String> described =
                fields.stream()
                        .collect(
                                Collectors.toMap(
                                        RecordField::path,
                                        field -> json(field.type()),
                                        (one, other) -> one,
                                        TreeMap::new));
        assertThat(new TreeSet<>(written.keySet())).isEqualTo(new TreeSet<>(described.keySet()));
        assertThat(written).isEqualTo(described);
    }

    private static void collect(String path, JsonNode node, Map<String, String> into) {
        node.properties()
                .forEach(
                        field -> {
                            String name = path + field.getKey();
                            JsonNode value = field.getValue();
                            into.put(
                                    name,
                                    value.getNodeType() + (value.isIntegralNumber() ? "" : "~"));
                            if (value.isObject()) {
                                collect(name + ".", value, into);
                            } else if (value.isArray()) {
                                value.forEach(one -> collect(name + "[].", one, into));
                            }
                        });
    }

    private static String json(RecordField.Type type) {
        return switch (type) {
            case TEXT, BASE64 -> "STRING~";
            case INTEGER -> "NUMBER";
            case DECIMAL -> "NUMBER~";
            case LIST -> "ARRAY~";
            case OBJECT -> "OBJECT~";
        };
    }
}
