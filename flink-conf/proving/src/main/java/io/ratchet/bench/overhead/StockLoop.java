package io.ratchet.bench.overhead;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.loss.SigmoidBinaryCrossEntropyLoss;
import ai.djl.training.loss.SoftmaxCrossEntropyLoss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import io.ratchet.tensor.HostTensor;
import io.ratchet.tensor.TensorType;
import io.ratchet.training.batch.Batch;
import io.ratchet.training.model.BuiltModel;
import io.ratchet.training.model.LossSpec;
import io.ratchet.training.model.ModelBuilder;
import io.ratchet.training.model.ModelInput;
import io.ratchet.training.run.RunSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * DJL as its documentation shows it: a {@link Trainer} with its Adam, no listeners, the same block
 * over the same batches. Ids are widened to INT64 before the clock runs.
 */
final class StockLoop extends TimedLoop {
    private final Model model;
    private final Trainer trainer;
    private final BuiltModel built;
    private final List<List<ByteBuffer>> features = new ArrayList<>();

    StockLoop(String name, RunSpec spec, List<Batch> batches, Duration warmUp, Duration window) {
        super(name, batches, warmUp, window);
        built = ModelBuilder.build(spec.model(), spec.input(), spec.loss());
        built.block().setInitializer(new NormalInitializer(0.05f), parameter -> true);
        model = Model.newInstance("stock", Device.cpu());
        model.setBlock(built.block());
        Loss loss =
                spec.loss() == LossSpec.SOFTMAX_CROSS_ENTROPY
                        ? new SoftmaxCrossEntropyLoss()
                        : new SigmoidBinaryCrossEntropyLoss();
        trainer =
                model.newTrainer(
                        new DefaultTrainingConfig(loss)
                                .optDevices(new Device[] {Device.cpu()})
                                .optOptimizer(
                                        Optimizer.adam()
                                                .optLearningRateTracker(Tracker.fixed(0.001f))
                                                .build()));
        trainer.initialize(built.inputShapes(batches.get(0).sampleCount()));
        for (Batch batch : batches) {
            features.add(prepared(batch));
        }
    }

    private List<ByteBuffer> prepared(Batch batch) {
        List<ByteBuffer> buffers = new ArrayList<>();
        for (int index = 0; index < built.inputs().size(); index++) {
            HostTensor tensor = batch.features().get(index);
            if (built.inputs().get(index).conversion() instanceof ModelInput.Ids ids) {
                buffers.add(PreparedTopic.rows(tensor.bytes(), ids.offsets()));
            } else {
                buffers.add(tensor.bytes());
            }
        }
        return buffers;
    }

    @Override
    void train(int index, Batch batch) {
        try (NDManager scope = trainer.getManager().newSubManager()) {
            Shape[] shapes = built.inputShapes(batch.sampleCount());
            NDList inputs = new NDList();
            for (int input = 0; input < shapes.length; input++) {
                inputs.add(input(scope, index, input, shapes[input]));
            }
            HostTensor label = batch.label();
            NDArray labels =
                    scope.create(
                            label.bytes(),
                            new Shape(batch.sampleCount(), 1),
                            label.type() == TensorType.INT64 ? DataType.INT64 : DataType.FLOAT32);
            try (GradientCollector collector = trainer.newGradientCollector()) {
                NDList predictions = trainer.forward(inputs);
                NDArray loss = trainer.getLoss().evaluate(new NDList(labels), predictions);
                collector.backward(loss);
            }
            trainer.step();
        }
    }

    private NDArray input(NDManager scope, int batch, int input, Shape shape) {
        ModelInput of = built.inputs().get(input);
        ByteBuffer bytes =
                features.get(batch).get(input).duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (of.conversion() instanceof ModelInput.Fraction) {
            return scope.create(bytes, shape, DataType.UINT8)
                    .toType(DataType.FLOAT32, false)
                    .divi(255f);
        }
        boolean ids = of.conversion() instanceof ModelInput.Ids;
        return scope.create(bytes, shape, ids ? DataType.INT64 : DataType.FLOAT32);
    }

    @Override
    public void close() {
        trainer.close();
        model.close();
    }
}
