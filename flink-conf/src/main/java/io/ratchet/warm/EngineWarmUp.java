package io.ratchet.warm;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;

/**
 * Loads engine and natives, and trains a tiny network for some steps: the first forward and
 * backward pass of a process take longer than hundreds of later ones.
 */
final class EngineWarmUp {
    private static final int STEPS = 100;
    private static final int ROWS = 64;
    private static final int COLUMNS = 16;

    private EngineWarmUp() {}

    static void run() {
        Engine engine = Engine.getInstance();
        try (NDManager manager = engine.newBaseManager()) {
            Block network =
                    new SequentialBlock()
                            .add(Linear.builder().setUnits(COLUMNS).build())
                            .add(Activation::relu)
                            .add(Dropout.builder().optRate(0.1f).build())
                            .add(Linear.builder().setUnits(1).build());
            network.initialize(manager, DataType.FLOAT32, new Shape(ROWS, COLUMNS));
            ParameterStore weights = new ParameterStore(manager, false);
            PtNDArray one = (PtNDArray) manager.ones(new Shape());
            for (int step = 0; step < STEPS; step++) {
                try (NDManager scope = manager.newSubManager()) {
                    step(engine, step, network, weights, one, scope);
                }
            }
        }
    }

    private static void step(
            Engine engine,
            int step,
            Block network,
            ParameterStore weights,
            PtNDArray one,
            NDManager scope) {
        JniUtils.setGradMode(true);
        NDArray features = scope.ones(new Shape(ROWS, COLUMNS));
        engine.setRandomSeed(step);
        NDArray logits = network.forward(weights, new NDList(features), true).singletonOrThrow();
        NDArray loss = Activation.softPlus(logits).mean();
        loss.getFloat();
        JniUtils.backward((PtNDArray) loss, one, false, false);
        for (Parameter parameter : network.getParameters().values()) {
            PtNDArray weight = (PtNDArray) parameter.getArray();
            try (NDArray gradient = JniUtils.getGradient(weight)) {
                gradient.toByteBuffer(true);
            }
            JniUtils.zeroGrad(weight);
        }
    }
}
