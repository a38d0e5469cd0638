package io.ratchet.operator;

import io.ratchet.operator.result.StepRecord;
import io.ratchet.training.batch.BatchAssembler;
import io.ratchet.training.batch.Block;
import io.ratchet.training.batch.RowBlock;
import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.device.DeviceLease;
import io.ratchet.training.instance.Instance;
import io.ratchet.training.instance.InstanceTemplate;
import io.ratchet.training.instance.RunTrainer;
import io.ratchet.training.model.InputSpec;
import io.ratchet.training.model.LossSpec;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.optimizer.LearningRateSchedule;
import io.ratchet.training.optimizer.OptimizerSpec;
import io.ratchet.training.run.EvaluationSpec;
import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.RecordOrder;
import io.ratchet.training.run.RefusalLimits;
import io.ratchet.training.run.RunContract;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.run.StepEngine;
import io.ratchet.training.run.Until;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** Small runs with dropout over generated rows, and the plain loop that says how they must end. */
final class Runs {
    static final int BATCH_ROWS = 8;

    private Runs() {}

    static RunSpec spec(String run, int... rowsByPartition) {
        return spec(
                run,
                new ModelSpec.Tabular(3, List.of(6), 1, 0.3),
                0.01,
                new Until.Offsets(true),
                rowsByPartition);
    }

    static RunSpec spec(
            String run, ModelSpec model, double rate, Until until, int... rowsByPartition) {
        List<PartitionSpan> spans = new ArrayList<>();
        for (int partition = 0; partition < rowsByPartition.length; partition++) {
            spans.add(new PartitionSpan(partition, 0, rowsByPartition[partition]));
        }
        return new RunSpec(
                run,
                1,
                model,
                LossSpec.BINARY_CROSS_ENTROPY,
                new OptimizerSpec.AdamW(0.9, 0.999, 1e-8, 0.01),
                new LearningRateSchedule.Constant(rate),
                1.0,
                new InputSpec.Rows(2, List.of(5), BATCH_ROWS),
                42,
                until,
                spans,
                RecordOrder.TURNS,
                new RefusalLimits(3, 1),
                EvaluationSpec.LOSS_AND_AUC,
                StepEngine.PYTORCH,
                RunContract.NONE);
    }

    /** The same run with another engine. */
    static RunSpec on(StepEngine engine, RunSpec spec) {
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
                engine,
                RunContract.NONE);
    }

    /** The rows of all partitions, cut into blocks and interleaved by the seed. */
    static List<Block> blocks(RunSpec spec, long seed) {
        Random random = new Random(seed);
        List<Block> blocks = new ArrayList<>();
        int[] sent = new int[spec.partitions().size()];
        int open = sent.length;
        while (open > 0) {
            open = 0;
            for (int partition = 0; partition < sent.length; partition++) {
                int end = (int) spec.partitions().get(partition).end();
                int to = Math.min(end, sent[partition] + random.nextInt(12));
                if (to > sent[partition]) {
                    blocks.add(rows(spec.run(), partition, sent[partition], to));
                }
                sent[partition] = to;
                open += to < end ? 1 : 0;
            }
        }
        return blocks;
    }

    static RowBlock rows(String instance, int partition, int from, int to) {
        int count = to - from;
        long[] offsets = new long[count];
        float[] numeric = new float[2 * count];
        int[] categorical = new int[count];
        float[] labels = new float[count];
        for (int row = 0; row < count; row++) {
            Random random = new Random(1_000_003L * partition + from + row);
            offsets[row] = (long) from + row;
            numeric[2 * row] = (float) random.nextGaussian();
            numeric[2 * row + 1] = (float) random.nextGaussian();
            categorical[row] = random.nextInt(5);
            labels[row] = numeric[2 * row] + categorical[row] > 2 ? 1 : 0;
        }
        return new RowBlock(instance, partition, from, to, offsets, numeric, categorical, labels);
    }

    /** The fingerprint with which an undisturbed plain loop ends. */
    static String plainLoop(RunSpec spec) {
        return plainLoop(spec, Instance::fingerprint);
    }

    /** What is to be known of the instance with which an undisturbed plain loop ends. */
    static <T> T plainLoop(RunSpec spec, Function<Instance, T> look) {
        try (DeviceLease cpu = DeviceLease.of(ComputeDevice.parse("cpu"))) {
            return plainLoop(spec, cpu, look);
        }
    }

    /** The same on another device. */
    static <T> T plainLoop(RunSpec spec, DeviceLease device, Function<Instance, T> look) {
        BatchAssembler assembler = BatchAssembler.start(spec);
        try (Instance instance = InstanceTemplate.of(spec, device, 256).create()) {
            RunTrainer trainer = new RunTrainer(spec, instance);
            for (Block block : blocks(spec, 0)) {
                assembler.add(block);
                while (assembler.hasBatch()) {
                    trainer.train(assembler.take());
                }
            }
            return look.apply(instance);
        }
    }

    /** Everything of step records but the wall clock. */
    static List<String> withoutTime(List<StepRecord> steps) {
        List<String> texts = new ArrayList<>();
        for (StepRecord step : steps) {
            texts.add(step.toString().replaceAll("timeMillis=\\d+", ""));
        }
        return texts;
    }
}
