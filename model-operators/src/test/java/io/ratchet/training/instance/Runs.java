package io.ratchet.training.instance;

import io.ratchet.tensor.HostTensor;
import io.ratchet.tensor.TensorType;
import io.ratchet.training.batch.Batch;
import io.ratchet.training.batch.Places;
import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.model.InputSpec;
import io.ratchet.training.model.LossSpec;
import io.ratchet.training.model.ModelProvider;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.model.SplitMix64;
import io.ratchet.training.optimizer.LearningRateSchedule;
import io.ratchet.training.optimizer.OptimizerSpec;
import io.ratchet.training.run.EvaluationSpec;
import io.ratchet.training.run.RecordOrder;
import io.ratchet.training.run.RefusalLimits;
import io.ratchet.training.run.RunContract;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.run.StepEngine;
import io.ratchet.training.run.Until;
import io.ratchet.training.step.StepOutcome;
import io.ratchet.training.step.torch.TorchComputerFactory;
import io.ratchet.training.step.torch.UpdatePath;
import io.ratchet.training.stored.HostTensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/** Runs of all models and batches that they can learn from, made from a seed. */
final class Runs {
    static final OptimizerSpec ADAM_W = new OptimizerSpec.AdamW(0.9, 0.999, 1e-8, 0.01);
    static final InputSpec.Rows ROWS = new InputSpec.Rows(3, List.of(5, 7), 32);
    static final InputSpec.Rows NUMBERS = new InputSpec.Rows(3, List.of(), 32);
    static final InputSpec.Tensors IMAGES =
            new InputSpec.Tensors(
                    List.of(
                            new InputSpec.FeatureTensor(
                                    "image", TensorType.UINT8, List.of(1, 8, 8))),
                    new InputSpec.FeatureTensor("label", TensorType.INT64, List.of()));
    static final int CHUNK_BYTES = 1024;

    private Runs() {}

    static RunSpec run(ModelSpec model, LossSpec loss, InputSpec input, EvaluationSpec evaluation) {
        return run(model, loss, ADAM_W, input, evaluation, RunSpec.NO_CLIPPING);
    }

    static RunSpec run(
            ModelSpec model,
            LossSpec loss,
            OptimizerSpec optimizer,
            InputSpec input,
            EvaluationSpec evaluation,
            double clipNorm) {
        return new RunSpec(
                "test",
                1,
                model,
                loss,
                optimizer,
                new LearningRateSchedule.Constant(0.01),
                clipNorm,
                input,
                42,
                new Until.Forever(),
                List.of(),
                RecordOrder.TURNS,
                new RefusalLimits(10, 1),
                evaluation,
                StepEngine.PYTORCH,
                RunContract.NONE);
    }

    /** Tabular with dropout: draws. */
    static RunSpec tabular() {
        return run(
                new ModelSpec.Tabular(4, List.of(16, 8), 1, 0.2),
                LossSpec.BINARY_CROSS_ENTROPY,
                ROWS,
                EvaluationSpec.LOSS_AND_AUC);
    }

    /** Convnet with batch normalisation and dropout: draws, and has buffers. */
    static RunSpec convnet() {
        return run(
                new ModelSpec.Convnet(List.of(4, 6), 12, 3, true, 0.3),
                LossSpec.SOFTMAX_CROSS_ENTROPY,
                IMAGES,
                EvaluationSpec.LOSS);
    }

    static RunSpec linear() {
        return run(new ModelSpec.Linear(1), LossSpec.SQUARED_ERROR, ROWS, EvaluationSpec.LOSS);
    }

    static RunSpec mlp() {
        return run(
                new ModelSpec.Mlp(List.of(16), 1, 0),
                LossSpec.BINARY_CROSS_ENTROPY,
                NUMBERS,
                EvaluationSpec.LOSS_AND_AUC);
    }

    /** A model class of its own. */
    static RunSpec custom(Class<? extends ModelProvider> model) {
        return run(
                new ModelSpec.Custom(model.getName(), Map.of()),
                LossSpec.SQUARED_ERROR,
                NUMBERS,
                EvaluationSpec.LOSS);
    }

    /** The same run, computed in plain Java. */
    static RunSpec inJava(RunSpec spec) {
        return new RunSpec(
                spec.run(),
                spec.generation(),
                spec.model(),
                spec.loss(),
                spec.optimizer(),
                spec.schedule(),
                spec.clipNorm(),
                spec.input(),
                spec.seed(),
                spec.until(),
                spec.partitions(),
                spec.order(),
                spec.refusals(),
                spec.evaluation(),
                StepEngine.JAVA,
                RunContract.NONE);
    }

    static Instance instance(RunSpec spec) {
        return Instance.create(spec, new ComputeDevice.Cpu(), CHUNK_BYTES);
    }

    /** One by PyTorch, whose parameters are updated by a path. */
    static Instance instance(RunSpec spec, UpdatePath path) {
        return new Instance(
                spec,
                TorchComputerFactory.of(spec, new ComputeDevice.Cpu(), CHUNK_BYTES, path).create());
    }

    static Batch batch(RunSpec spec, long number) {
        SplitMix64 random = new SplitMix64(SplitMix64.seedOf(7, number));
        return spec.input() instanceof InputSpec.Rows rows
                ? rows(rows, rows.batchRows(), random)
                : images(24, random);
    }

    /** The label is 1 where the first number and the first id together are large. */
    static Batch rows(InputSpec.Rows input, int count, SplitMix64 random) {
        float[] numeric = new float[count * input.numericCount()];
        int columns = input.cardinalities().size();
        int[] ids = new int[count * columns];
        float[] labels = new float[count];
        for (int row = 0; row < count; row++) {
            for (int column = 0; column < input.numericCount(); column++) {
                numeric[row * input.numericCount() + column] = (float) random.nextGaussian();
            }
            for (int column = 0; column < columns; column++) {
                ids[row * columns + column] = random.nextInt(input.cardinalities().get(column));
            }
            float score = numeric[row * input.numericCount()];
            score += columns > 0 ? ids[row * columns] - 2 : 0;
            labels[row] = score > 0 ? 1 : 0;
        }
        HostTensor numbers = floats(List.of(count, input.numericCount()), numeric);
        HostTensor label = floats(List.of(count), labels);
        return columns == 0
                ? new Batch(List.of(numbers), label, Places.NONE)
                : new Batch(
                        List.of(numbers, ints(List.of(count, columns), ids)), label, Places.NONE);
    }

    /** The class is the third of the image that is bright. */
    static Batch images(int count, SplitMix64 random) {
        byte[] pixels = new byte[count * 64];
        ByteBuffer labels = ByteBuffer.allocate(count * 8).order(ByteOrder.LITTLE_ENDIAN);
        for (int image = 0; image < count; image++) {
            int label = random.nextInt(3);
            labels.putLong(label);
            for (int pixel = 0; pixel < 64; pixel++) {
                boolean bright = pixel / 22 == label;
                pixels[image * 64 + pixel] = (byte) (random.nextInt(100) + (bright ? 150 : 0));
            }
        }
        return new Batch(
                List.of(
                        new HostTensor(
                                TensorType.UINT8,
                                List.of(count, 1, 8, 8),
                                ByteBuffer.wrap(pixels))),
                new HostTensor(TensorType.INT64, List.of(count), labels.flip()),
                Places.NONE);
    }

    static HostTensor floats(List<Integer> shape, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return new HostTensor(TensorType.FLOAT32, shape, bytes);
    }

    static HostTensor ints(List<Integer> shape, int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(values);
        return new HostTensor(TensorType.INT32, shape, bytes);
    }

    /** Trains on the batches [from, to); all of them are applied. */
    static void train(Instance instance, int from, int to) {
        for (int number = from; number < to; number++) {
            StepOutcome outcome = instance.step(batch(instance.spec(), number));
            if (!(outcome instanceof StepOutcome.Applied)) {
                throw new AssertionError("Batch " + number + ": " + outcome);
            }
        }
    }

    /** Copies all tensors of a layout to the same places of another. */
    static void copy(HostTensors from, HostTensors to) {
        for (int tensor = 0; tensor < from.layout().tensors().size(); tensor++) {
            byte[] bytes = new byte[from.layout().tensors().get(tensor).byteCount()];
            from.view(tensor).get(bytes);
            to.write(tensor, 0, bytes);
        }
    }
}
