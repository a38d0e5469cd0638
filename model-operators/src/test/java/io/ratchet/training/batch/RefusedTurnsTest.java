package io.ratchet.training.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.tensor.HostTensor;
import io.ratchet.tensor.TensorType;
import io.ratchet.training.model.InputSpec;
import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.RefusalCount;
import io.ratchet.training.run.RefusalCounts;
import io.ratchet.training.run.RunSpec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Topics are texts here, one a partition: an {@code a} is a record that is accepted, any other
 * letter one that is refused, for that reason.
 */
final class RefusedTurnsTest {
    private static final int BATCH_ROWS = 4;

    private boolean tensors;

    @Test
    void aRefusedRecordCountsWithTheBatchThatComesPastIt() {
        assertThat(drive(List.of("aaxaaaay"), new Random(0), false))
                .containsExactly("batch [x 1 at 2]", "batch [y 1 at 7]", "end []");
    }

    @Test
    void soManyRefusedRecordsInARowCountWithoutABatch() {
        String topic = "a" + "x".repeat(RefusedStretch.FULL + 7);

        assertThat(drive(List.of(topic), new Random(0), false))
                .containsExactly("refused [x 1000 at 1]", "batch [x 7 at 1001]", "end []");
    }

    @Test
    void aWatchedPartitionCountsWithTheEndAndHoldsNothingBack() {
        RunSpec spec = spec(List.of("aaaa", "xx"), 1);
        BatchAssembler assembler = BatchAssembler.start(spec);

        assembler.add(block("aaaa", 0, 0, 4));
        assertThat(assembler.hasBatch()).isTrue();
        assembler.take();
        assertThat(assembler.ended()).isFalse();
        assembler.add(block("xx", 1, 0, 2));
        assertThat(text(assembler.watchedRefused())).isEqualTo("[x 2 at 0]");
        assembler = BatchAssembler.restore(spec, assembler.state());

        assertThat(assembler.ended()).isTrue();
        assertThat(text(assembler.takeLastRefused())).isEqualTo("[x 2 at 0]");
    }

    @ParameterizedTest
    @ValueSource(
            longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22})
    void neitherCutNorArrivalNorRestoreMovesACount(long seed) {
        Random random = new Random(seed);
        List<String> topics = new ArrayList<>();
        for (int partition = 0; partition <= random.nextInt(4); partition++) {
            topics.add(topic(random));
        }

        assertThat(drive(topics, random, true)).isEqualTo(oracle(topics, BATCH_ROWS));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void norWhereEachRecordIsABatch(long seed) {
        tensors = true;
        Random random = new Random(seed);
        List<String> topics = new ArrayList<>();
        for (int partition = 0; partition <= random.nextInt(4); partition++) {
            topics.add(topic(random));
        }

        assertThat(drive(topics, random, true)).isEqualTo(oracle(topics, 1));
    }

    @Test
    void aFullStretchBeforeARecordThatIsThereIsCountedBeforeIt() {
        tensors = true;
        String first = "a" + "x".repeat(RefusedStretch.FULL) + "a";
        BatchAssembler assembler = BatchAssembler.start(spec(List.of(first, "aa"), 2));
        List<String> log = new ArrayList<>();

        assembler.add(block(first, 0, 0, first.length()));
        takeAll(assembler, log, false);
        assembler.add(block("aa", 1, 0, 2));
        takeAll(assembler, log, false);

        assertThat(log)
                .containsExactly(
                        "batch []", "batch []", "refused [x 1000 at 1]", "batch []", "batch []");
    }

    @Test
    void manyRefusedRecordsMakeASourceWaitAndFewDoNot() {
        RunSpec spec = spec(List.of("a", "x".repeat(2_100)), 2);
        BatchAssembler assembler = BatchAssembler.start(spec);

        assembler.add(block("x".repeat(2_100), 1, 0, 2_100));

        assertThat(assembler.intake().get(1).held()).isEqualTo(2_000);
        assertThat(assembler.state().intake(spec).get(1).held()).isEqualTo(2_000);
        assembler.add(block("a", 0, 0, 1));
        assertThat(assembler.intake().get(1).held()).isZero();
    }

    private static String topic(Random random) {
        StringBuilder topic = new StringBuilder();
        int pieces = random.nextInt(12);
        for (int piece = 0; piece < pieces; piece++) {
            String letter = List.of("a", "a", "x", "y").get(random.nextInt(4));
            topic.append(letter.repeat(random.nextInt(6)));
            if (random.nextInt(6) == 0) {
                topic.append("x".repeat(random.nextInt(2_500)));
            }
        }
        return topic.toString();
    }

    /** By the rule, record by record, with all of every partition at hand. */
    private static List<String> oracle(List<String> topics, int batchRows) {
        List<String> log = new ArrayList<>();
        int[] next = new int[topics.size()];
        StringBuilder since = new StringBuilder();
        int rows = 0;
        int turn = 0;
        for (int idle = 0; idle < topics.size(); turn = (turn + 1) % topics.size()) {
            String topic = topics.get(turn);
            int accepted = topic.indexOf('a', next[turn]);
            String refused = topic.substring(next[turn], accepted < 0 ? topic.length() : accepted);
            int full = refused.length() / 1000 * 1000;
            for (int from = 0; from < full; from += 1000) {
                log.add("refused " + counted(refused.substring(from, from + 1000)));
            }
            since.append(refused.substring(full));
            next[turn] += refused.length() + (accepted < 0 ? 0 : 1);
            idle = accepted < 0 ? idle + 1 : 0;
            rows += accepted < 0 ? 0 : 1;
            if (rows == batchRows) {
                log.add("batch " + counted(since.toString()));
                since.setLength(0);
                rows = 0;
            }
        }
        if (rows > 0) {
            log.add("batch " + counted(since.toString()));
            since.setLength(0);
        }
        log.add("end " + counted(since.toString()));
        return log;
    }

    private static String counted(String refused) {
        List<String> counts = new ArrayList<>();
        for (String letter : List.of("x", "y")) {
            long count = refused.chars().filter(each -> each == letter.charAt(0)).count();
            if (count > 0) {
                counts.add(letter + " " + count);
            }
        }
        return counts.toString();
    }

    private List<String> drive(List<String> topics, Random random, boolean shuffled) {
        RunSpec spec = spec(topics, topics.size());
        BatchAssembler assembler = BatchAssembler.start(spec);
        List<String> log = new ArrayList<>();
        int[] sent = new int[topics.size()];
        while (!assembler.ended()) {
            int partition = random.nextInt(topics.size());
            int left = topics.get(partition).length() - sent[partition];
            int count = Math.min(left, shuffled ? random.nextInt(1 << random.nextInt(12)) : 9_999);
            if (count > 0) {
                assembler.add(
                        block(
                                topics.get(partition),
                                partition,
                                sent[partition],
                                sent[partition] + count));
                sent[partition] += count;
            }
            takeAll(assembler, log, shuffled);
            if (shuffled && random.nextInt(3) == 0) {
                assembler = BatchAssembler.restore(spec, assembler.state());
            }
        }
        log.add("end " + text(assembler.takeLastRefused(), shuffled));
        return log;
    }

    private static void takeAll(BatchAssembler assembler, List<String> log, boolean shuffled) {
        boolean more = true;
        while (more) {
            for (RefusalCounts due = assembler.takeRefused();
                    due != null;
                    due = assembler.takeRefused()) {
                log.add("refused " + text(due, shuffled));
            }
            more = assembler.hasBatch();
            if (more) {
                log.add("batch " + text(assembler.take().refused(), shuffled));
            }
        }
    }

    private static String text(RefusalCounts counts) {
        return text(counts, false);
    }

    private static String text(RefusalCounts counts, boolean withoutPlace) {
        return counts.byReason().stream()
                .map(count -> withoutPlace ? count.reason() + " " + count.records() : text(count))
                .toList()
                .toString();
    }

    private static String text(RefusalCount count) {
        return count.reason() + " " + count.records() + " at " + count.offset();
    }

    private Block block(String topic, int partition, int from, int to) {
        List<RefusedPlace> refused = new ArrayList<>();
        long[] offsets = new long[to - from];
        int rows = 0;
        for (int offset = from; offset < to; offset++) {
            if (topic.charAt(offset) == 'a') {
                offsets[rows++] = offset;
            } else {
                refused.add(new RefusedPlace(offset, topic.substring(offset, offset + 1), ""));
            }
        }
        if (tensors) {
            return new TensorBlock("r", partition, from, to, records(offsets, rows), refused);
        }
        return new RowBlock(
                "r",
                partition,
                from,
                to,
                Arrays.copyOf(offsets, rows),
                new float[2 * rows],
                new int[rows],
                new float[rows],
                refused);
    }

    private static List<TensorRecord> records(long[] offsets, int rows) {
        List<TensorRecord> records = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            HostTensor x =
                    new HostTensor(TensorType.FLOAT32, List.of(1, 2), ByteBuffer.allocate(8));
            HostTensor y = new HostTensor(TensorType.FLOAT32, List.of(1), ByteBuffer.allocate(4));
            records.add(new TensorRecord(offsets[row], List.of(x), y));
        }
        return records;
    }

    private RunSpec spec(List<String> topics, int trained) {
        List<PartitionSpan> spans = new ArrayList<>();
        for (int partition = 0; partition < topics.size(); partition++) {
            PartitionSpan span = new PartitionSpan(partition, 0, topics.get(partition).length());
            spans.add(partition < trained ? span : span.watch());
        }
        InputSpec input =
                tensors
                        ? new InputSpec.Tensors(
                                List.of(
                                        new InputSpec.FeatureTensor(
                                                "x", TensorType.FLOAT32, List.of(2))),
                                new InputSpec.FeatureTensor("y", TensorType.FLOAT32, List.of()))
                        : new InputSpec.Rows(2, List.of(5), BATCH_ROWS);
        return BatchAssemblerTest.spec(input, spans);
    }
}
