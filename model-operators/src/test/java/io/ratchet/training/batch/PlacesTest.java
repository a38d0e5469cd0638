package io.ratchet.training.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PlacesTest {
    @Test
    void comeBackOffsetByOffsetHoweverTheyAreFragmented() {
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 400; round++) {
            long[] offsets = offsets(random, 1 + random.nextInt(300));

            Places places = Places.of(3, offsets);

            assertThat(unpacked(places)).isEqualTo(offsets);
            PartitionPlaces packed = places.partitions().get(0);
            assertThat(
                            PartitionPlaces.of(
                                    3,
                                    packed.from(),
                                    packed.to(),
                                    packed.lengthOrder(),
                                    packed.gapOrder(),
                                    packed.bits()))
                    .isEqualTo(packed);
            assertThat(Places.of(places.ranges())).isEqualTo(places);
        }
    }

    @Test
    void areTheSameFromRowsOfSeveralPartitions() {
        SplittableRandom random = new SplittableRandom(12);
        for (int round = 0; round < 100; round++) {
            int rows = 1 + random.nextInt(200);
            int[] partitions = new int[rows];
            long[] offsets = new long[rows];
            long[] next = new long[4];
            List<List<Long>> expected =
                    List.of(
                            new ArrayList<>(),
                            new ArrayList<>(),
                            new ArrayList<>(),
                            new ArrayList<>());
            for (int row = 0; row < rows; row++) {
                int partition = random.nextInt(4);
                next[partition] += 1 + random.nextInt(3);
                partitions[row] = partition;
                offsets[row] = next[partition];
                expected.get(partition).add(next[partition]);
            }

            Places places = Places.of(partitions, offsets, rows);

            for (PartitionPlaces one : places.partitions()) {
                assertThat(unpacked(new Places(List.of(one))))
                        .containsExactly(
                                expected.get(one.partition()).stream()
                                        .mapToLong(Long::longValue)
                                        .toArray());
            }
            assertThat(places.partitions())
                    .hasSize((int) expected.stream().filter(list -> !list.isEmpty()).count());
        }
    }

    @Test
    void takeTwoBitsForEveryOtherRecordAndFewForRareOnes() {
        assertThat(bytes(60_000, new SplittableRandom(1), 1, 1)).isLessThanOrEqualTo(15_000);
        assertThat(bytes(60_000, new SplittableRandom(1), 2, 2)).isLessThan(23_000);
        assertThat(bytes(60_000, new SplittableRandom(1), 1, 2_000)).isLessThan(110_000);
    }

    @Test
    void halvesTogetherAreTheWhole() {
        Places places = Places.of(0, offsets(new SplittableRandom(5), 200));
        List<Places> halves = places.halves();

        assertThat(halves.get(0).rangeCount() + halves.get(1).rangeCount())
                .isEqualTo(places.rangeCount());
        assertThat(halves.get(0).with(halves.get(1))).isEqualTo(places);
    }

    @Test
    void refusesBitsThatDoNotComeOutAtTheEnd() {
        PartitionPlaces packed = Places.of(0, new long[] {1, 3, 5, 9}).partitions().get(0);

        for (long to : new long[] {9, 11, 1L << 40}) {
            assertThatThrownBy(
                            () ->
                                    PartitionPlaces.of(
                                            0,
                                            packed.from(),
                                            to,
                                            packed.lengthOrder(),
                                            packed.gapOrder(),
                                            packed.bits()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> PartitionPlaces.of(0, 1, 9, 0, 99, packed.bits()))
                .hasMessageContaining("orders 0 and 99");
        assertThatThrownBy(
                        () ->
                                Places.of(
                                        List.of(
                                                new OffsetRange(0, 5, 7),
                                                new OffsetRange(0, 6, 9))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Bytes of packed places whose ranges and gaps are of random lengths up to a limit. */
    private static long bytes(int records, SplittableRandom random, int length, int gap) {
        long[] offsets = new long[records];
        long offset = 0;
        int left = 1;
        for (int record = 0; record < records; record++) {
            offsets[record] = offset++;
            left--;
            if (left == 0) {
                left = 1 + random.nextInt(length);
                offset += 1 + random.nextInt(gap);
            }
        }
        return Places.of(0, offsets).byteCount();
    }

    private static long[] offsets(SplittableRandom random, int count) {
        int gapBits = 1 + random.nextInt(34);
        int density = 1 + random.nextInt(20);
        long[] offsets = new long[count];
        long offset = random.nextLong(1L << 40);
        for (int index = 0; index < count; index++) {
            offsets[index] = offset++;
            if (random.nextInt(20) < density) {
                offset += random.nextLong(1L << gapBits);
            }
        }
        return offsets;
    }

    private static long[] unpacked(Places places) {
        List<Long> offsets = new ArrayList<>();
        places.forEach(
                (partition, from, to) -> {
                    for (long offset = from; offset < to; offset++) {
                        offsets.add(offset);
                    }
                });
        return offsets.stream().mapToLong(Long::longValue).toArray();
    }
}
