package io.ratchet.training.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** A GPU looks rows of one number up in another way than the CPU, which can do both. */
class EmbeddingTableTest {
    private static final Shape TABLE = new Shape(6, 1);
    private static final float[] ROWS = {0.5f, -1.25f, 3, 0.1f, 7, -2};

    /** Some twice, one never. */
    private static final long[] IDS = {4, 1, 0, 1, 3, 4, 1, 5};

    @Test
    void bothWaysFindTheSameRowsAndGradients() {
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            Found onGpu = find(manager, EmbeddingTable::rows);
            Found onCpu = find(manager, EmbeddingTable::scalars);

            assertThat(onGpu.shape()).isEqualTo(new Shape(4, 2, 1)).isEqualTo(onCpu.shape());
            assertThat(onGpu.values())
                    .containsExactly(7, -1.25f, 0.5f, -1.25f, 0.1f, 7, -1.25f, -2);
            assertThat(onCpu.values()).containsExactly(onGpu.values());
            assertThat(onGpu.gradient()).containsExactly(onCpu.gradient());
            // the weights of places 0 and 5, those of 1, 3 and 6, and so on
            assertThat(onGpu.gradient()).containsExactly(3, 2 + 4 + 7, 0, 5, 1 + 6, 8);
        }
    }

    private record Found(Shape shape, float[] values, float[] gradient) {}

    private static Found find(NDManager manager, BiFunction<PtNDArray, PtNDArray, NDArray> lookUp) {
        JniUtils.setGradMode(true);
        PtNDArray table = (PtNDArray) manager.create(ROWS, TABLE);
        table.setRequiresGradient(true);
        PtNDArray ids = (PtNDArray) manager.create(IDS, new Shape(4, 2));
        NDArray found = lookUp.apply(ids, table);
        NDArray weights = manager.create(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, found.getShape());
        PtNDArray loss = (PtNDArray) found.mul(weights).sum();
        JniUtils.backward(loss, (PtNDArray) manager.ones(new Shape()), false, false);
        try (NDArray gradient = JniUtils.getGradient(table)) {
            return new Found(found.getShape(), found.toFloatArray(), gradient.toFloatArray());
        } finally {
            JniUtils.setGradMode(false);
        }
    }
}
