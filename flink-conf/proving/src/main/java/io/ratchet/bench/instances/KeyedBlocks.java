package io.ratchet.bench.instances;

import io.ratchet.training.batch.Block;
import io.ratchet.training.batch.RowBlock;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/**
 * Turns a number into a batch of rows for some key: the same for the same number. Key k comes with
 * a probability proportional to 1 / (k + 1) (Zipf's law with exponent 1).
 */
final class KeyedBlocks extends RichMapFunction<Long, Block> {
    private static final long serialVersionUID = 1L;

    /** Different rows are few: making them is not what is measured. */
    private static final int DIFFERENT_BATCHES = 64;

    private final int keyCount;
    private transient List<float[]> numerics = List.of();
    private transient double[] cumulative = {};
    private transient String[] keys = {};

    KeyedBlocks(int keyCount) {
        this.keyCount = keyCount;
    }

    @Override
    public void open(OpenContext context) {
        cumulative = new double[keyCount];
        keys = new String[keyCount];
        double sum = 0;
        for (int key = 0; key < keyCount; key++) {
            sum += 1.0 / (key + 1);
            cumulative[key] = sum;
            keys[key] = KeyedModel.RUN + "/" + key;
        }
        SplittableRandom random = new SplittableRandom(DIFFERENT_BATCHES);
        numerics = Stream.generate(() -> numeric(random)).limit(DIFFERENT_BATCHES).toList();
    }

    @Override
    public Block map(Long number) {
        SplittableRandom random = new SplittableRandom(number);
        double place = random.nextDouble() * cumulative[keyCount - 1];
        int found = Arrays.binarySearch(cumulative, place);
        String key = keys[Math.min(keyCount - 1, found < 0 ? -found - 1 : found)];
        float[] numeric = numerics.get((int) (number % DIFFERENT_BATCHES));
        float[] labels = new float[KeyedModel.ROWS];
        long[] offsets = new long[KeyedModel.ROWS];
        for (int row = 0; row < KeyedModel.ROWS; row++) {
            offsets[row] = number * KeyedModel.ROWS + row;
            labels[row] = numeric[row * KeyedModel.FEATURES] > 0 ? 1 : 0;
        }
        return new RowBlock(
                key,
                0,
                number * KeyedModel.ROWS,
                (number + 1) * KeyedModel.ROWS,
                offsets,
                numeric,
                new int[0],
                labels);
    }

    private static float[] numeric(SplittableRandom random) {
        float[] numeric = new float[KeyedModel.ROWS * KeyedModel.FEATURES];
        for (int index = 0; index < numeric.length; index++) {
            numeric[index] = (random.nextInt() >> 8) * 0x1p-23f;
        }
        return numeric;
    }
}
