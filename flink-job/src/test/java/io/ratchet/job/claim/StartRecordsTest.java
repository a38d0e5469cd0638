package io.ratchet.job.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.RunContract;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Starts of one job, interleaved at random, each frozen anywhere, over a log that is compacted at
 * random. What must come of it is told by a register with compare-and-swap.
 */
class StartRecordsTest {
    private static final String JOB = "job";

    private final List<Entry> log = new ArrayList<>();
    private long nextOffset;

    /** What a log without compaction and a register that is compared and swapped would hold. */
    private Optional<Owner> current = Optional.empty();

    private Map<String, RunStart> currentStarts = new TreeMap<>();

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Entry(long offset, String key, byte @Nullable [] value) {}

    /** A start, from its reading to the last thing that it deletes. */
    private final class Start {
        private final int number;
        private final List<Runnable> steps = new ArrayList<>();
        private final Map<String, RunStart> starts = new TreeMap<>();
        private @Nullable Owner owner;
        private long claimOffset;
        boolean hasWon;

        Start(int number) {
            this.number = number;
            steps.add(this::read);
        }

        boolean isDone() {
            return steps.isEmpty();
        }

        void step() {
            steps.remove(0).run();
        }

        private Owner me() {
            return Optional.ofNullable(owner).orElseThrow();
        }

        private void read() {
            StartRecords records = records();
            long epoch = records.claim(JOB).map(claim -> claim.owner().epoch()).orElse(0L) + 1;
            owner = new Owner(JOB, epoch, 1, "token" + number, number);
            starts.putAll(records.starts(JOB));
            for (String run : List.of("a", number % 3 == 0 ? "b" : "c")) {
                starts.putIfAbsent(run, start(run, number));
            }
            starts.values()
                    .forEach(start -> steps.add(() -> append(start.key(me()), start.encode())));
            steps.add(this::claim);
            steps.add(this::readBack);
        }

        private void claim() {
            claimOffset = append(me().key(), me().encode());
            if (current.map(Owner::epoch).orElse(0L) < me().epoch()) {
                current = Optional.of(me());
                currentStarts = new TreeMap<>(starts);
            }
        }

        private void readBack() {
            StartRecords records = records();
            hasWon = records.claim(JOB).filter(claim -> claim.owner().equals(me())).isPresent();
            assertThat(hasWon).isEqualTo(current.filter(me()::equals).isPresent());
            List<String> keys =
                    hasWon
                            ? records.superseded(new OwnerClaim(me(), "topic", 0, claimOffset))
                            : records.of(me());
            keys.forEach(key -> steps.add(() -> append(key, null)));
        }
    }

    @Test
    void everyReaderFindsTheSameOwnerWhateverStartsAndCompactionDo() {
        int won = 0;
        int lost = 0;
        for (int seed = 0; seed < 400; seed++) {
            log.clear();
            nextOffset = 0;
            current = Optional.empty();
            currentStarts = new TreeMap<>();
            List<Start> starts = run(new SplittableRandom(seed), seed);
            won += (int) starts.stream().filter(start -> start.hasWon).count();
            lost += (int) starts.stream().filter(start -> !start.hasWon).count();
            settle(seed);
        }
        assertThat(won).as("starts that had the job").isGreaterThan(400);
        assertThat(lost).as("starts that lost the race").isGreaterThan(400);
    }

    private List<Start> run(SplittableRandom random, int seed) {
        List<Start> all = new ArrayList<>();
        List<Start> open = new ArrayList<>();
        for (int number = 0; number < 8; number++) {
            Start start = new Start(number);
            all.add(start);
            open.add(start);
        }
        while (!open.isEmpty()) {
            // Now and then one hurries while the others stand.
            int hurry = random.nextInt(6) == 0 ? 30 : 1;
            Start start = open.get(random.nextInt(open.size()));
            for (int step = 0; step < hurry && !start.isDone(); step++) {
                start.step();
                if (random.nextInt(3) == 0) {
                    compact(random);
                }
                assertAgrees(seed);
            }
            open.removeIf(Start::isDone);
        }
        return all;
    }

    /** When nobody writes any more, one more start leaves nothing behind but its own. */
    private void settle(int seed) {
        Start last = new Start(99);
        while (!last.isDone()) {
            last.step();
        }
        compact(new SplittableRandom(seed));
        Set<String> live = new HashSet<>();
        log.stream().filter(entry -> entry.value() != null).forEach(entry -> live.add(entry.key()));
        Set<String> shadowed = new HashSet<>();
        log.stream().filter(entry -> entry.value() == null).forEach(e -> shadowed.add(e.key()));
        live.removeAll(shadowed);
        assertAgrees(seed);
        assertThat(last.hasWon).as("seed %s", seed).isTrue();
        assertThat(live).as("seed %s", seed).hasSize(1 + currentStarts.size());
    }

    private void assertAgrees(int seed) {
        StartRecords records = records();
        assertThat(records.claim(JOB).map(OwnerClaim::owner))
                .as("seed %s", seed)
                .isEqualTo(current);
        assertThat(records.starts(JOB)).as("seed %s", seed).isEqualTo(currentStarts);
    }

    /** Some of what Kafka's cleaner may remove: what a later record of its key stands behind. */
    private void compact(SplittableRandom random) {
        for (int index = log.size() - 1; index >= 0; index--) {
            Entry entry = log.get(index);
            boolean shadowed =
                    log.subList(index + 1, log.size()).stream()
                            .anyMatch(later -> later.key().equals(entry.key()));
            boolean forgotten =
                    entry.value() == null
                            && log.subList(0, index).stream()
                                    .noneMatch(earlier -> earlier.key().equals(entry.key()));
            if ((shadowed || forgotten) && random.nextBoolean()) {
                log.remove(index);
            }
        }
    }

    private long append(String key, byte @Nullable [] value) {
        log.add(new Entry(nextOffset, key, value));
        return nextOffset++;
    }

    private StartRecords records() {
        StartRecords records = new StartRecords("topic");
        log.forEach(entry -> records.take(entry.key(), entry.value(), 0, entry.offset()));
        return records;
    }

    private static RunStart start(String run, int number) {
        return new RunStart(
                run,
                1,
                "topic",
                "id",
                List.of(new PartitionSpan(0, number, number + 10L)),
                number,
                RunContract.NONE);
    }

    @Test
    void whatAnEarlierBuildHasLeftIsRefusedWithWhatToDoUntilItIsDeleted() {
        StartRecords records = new StartRecords("topic");
        records.take("flights#owner", new byte[0], 0, 0);

        assertThatThrownBy(() -> records.foreign(JOB))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("'flights#owner'")
                .hasMessageContaining("go on with that build");
        records.take("flights#owner", null, 0, 1);
        assertThat(records.foreign(JOB)).isEmpty();
    }

    @Test
    void whatHasTheKeyOfAStartAndCannotBeReadIsRefusedUntilItIsDeleted() {
        Owner owner = new Owner(JOB, 3, 1, "token", 0);
        Map<String, byte[]> values =
                Map.of(
                        JOB + "#claim/9/x", "hello".getBytes(StandardCharsets.UTF_8),
                        JOB + "#claim/9/y", owner.encode(),
                        JOB + "#contract/t/run", new byte[0],
                        JOB + "#contract/t/other", start("run", 0).encode());
        values.forEach(
                (key, value) -> {
                    StartRecords records = new StartRecords("topic");
                    records.take(owner.key(), owner.encode(), 0, 0);
                    records.take(key, value, 4, 7);

                    assertThat(records.claim(JOB).map(OwnerClaim::owner)).hasValue(owner);
                    assertThatThrownBy(() -> records.foreign(JOB))
                            .isInstanceOf(StartException.class)
                            .hasMessageContaining("the record at offset 7 of partition 4 of topic")
                            .hasMessageContaining("key '" + key + "'")
                            .hasMessageContaining("write a record without a value");
                    records.take(key, null, 4, 8);
                    assertThat(records.foreign(JOB)).isEmpty();
                });
    }

    @Test
    void whatStandsUnderTheKeysOfAnotherJobIsSaidAndLeftOutOfAccount() {
        StartRecords records = new StartRecords("topic");
        records.take("other#claim/1/x", "hello\n".getBytes(StandardCharsets.UTF_8), 0, 7);

        assertThat(records.foreign(JOB))
                .singleElement()
                .asString()
                .contains("Left out of account: the record at offset 7")
                .contains("6 bytes that begin with 'hello\\x0a'");
    }
}
