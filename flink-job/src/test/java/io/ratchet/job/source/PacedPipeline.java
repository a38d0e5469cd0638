package io.ratchet.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.configuration.InputFormat;
import io.ratchet.job.decode.RawRecord;
import io.ratchet.job.decode.Refusals;
import io.ratchet.job.decode.RunInput;
import io.ratchet.job.decode.RunRouter;
import io.ratchet.kafka.format.LabelKind;
import io.ratchet.kafka.row.Column;
import io.ratchet.kafka.row.RowSchema;
import io.ratchet.operator.IntakeBoard;
import io.ratchet.training.batch.AssemblyState;
import io.ratchet.training.batch.Batch;
import io.ratchet.training.batch.BatchAssembler;
import io.ratchet.training.batch.Block;
import io.ratchet.training.batch.PartitionIntake;
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
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.kafka.common.TopicPartition;

/**
 * What lies between a topic and the batches of a run, in one thread: readers with Decode behind
 * them, a channel from each to TRAIN's assembler, and the way of the credit back. Which part does
 * its next step is left to chance, so that every message is late by any number of steps, and TRAIN
 * is slow at times.
 */
final class PacedPipeline {
    private final List<NavigableMap<Long, String>> logs;
    private final int readAhead;
    private final Random random;
    private final RunSpec spec;
    private final RunInput input;
    private final List<Float> trained = new ArrayList<>();
    private final CreditDesk desk = new CreditDesk();
    private final ArrayDeque<List<PartitionIntake>> reports = new ArrayDeque<>();
    private List<Task> tasks = new ArrayList<>();
    private BatchAssembler assembler;
    private IntakeBoard.Posted posted = new IntakeBoard.Posted(0, 0, List.of());
    private boolean isChanged = true;
    private boolean isSlow;
    private long version;
    private final long[] onItsWay;
    private long mostAhead;

    PacedPipeline(
            List<NavigableMap<Long, String>> logs,
            List<Long> ends,
            int readAhead,
            int readers,
            int batchRows,
            long seed) {
        this.logs = logs;
        this.readAhead = readAhead;
        this.random = new Random(seed);
        this.onItsWay = new long[logs.size()];
        List<PartitionSpan> spans = new ArrayList<>();
        List<List<KafkaPartitionSplit>> splits = new ArrayList<>();
        for (int reader = 0; reader < readers; reader++) {
            splits.add(new ArrayList<>());
        }
        for (int partition = 0; partition < logs.size(); partition++) {
            long begin = logs.get(partition).isEmpty() ? 0 : logs.get(partition).firstKey() / 2;
            long end = Math.max(begin, ends.get(partition));
            spans.add(new PartitionSpan(partition, begin, end));
            if (begin < end) {
                splits.get(partition % readers)
                        .add(
                                new KafkaPartitionSplit(
                                        new TopicPartition("t", partition), begin, end));
            }
        }
        this.spec = spec(spans, batchRows);
        this.input = input(spans);
        this.assembler = BatchAssembler.start(spec);
        for (List<KafkaPartitionSplit> own : splits) {
            tasks.add(new Task(tasks.size(), own, new ArrayDeque<>()));
        }
    }

    /** The most records of one partition that were on their way or held at once. */
    long mostAhead() {
        return mostAhead;
    }

    /** Runs until the run has ended; the labels of all batches, in order. */
    List<Float> run() throws Exception {
        int idle = 0;
        long restarts = random.nextInt(8);
        while (!assembler.ended()) {
            boolean worked = step(random.nextInt(6), tasks.get(random.nextInt(tasks.size())));
            idle = worked ? 0 : idle + 1;
            assertThat(idle)
                    .as("stalled: %s, trained %s", assembler.intake(), trained.size())
                    .isLessThan(50_000);
            isSlow ^= random.nextInt(4000) == 0;
            if (restarts > 0 && random.nextInt(isSlow ? 400 : 4000) == 0) {
                restarts--;
                restart();
            }
        }
        return trained;
    }

    private boolean step(int part, Task task) throws Exception {
        return switch (part) {
            case 0, 1 -> task.read();
            case 2 -> random.nextInt(30) == 0 && task.flush();
            case 3 -> (!isSlow || random.nextInt(100) == 0) && train(task);
            case 4 -> report();
            default -> task.hear();
        };
    }

    private boolean train(Task task) {
        Block block = task.channel.poll();
        if (block == null) {
            return false;
        }
        assertThat(block.fromOffset()).isEqualTo(assembler.position(block.partition()));
        onItsWay[block.partition()] -= block.recordCount();
        assembler.add(block);
        while (assembler.hasBatch()) {
            Batch batch = assembler.take();
            ByteBuffer labels = batch.label().bytes();
            while (labels.hasRemaining()) {
                trained.add(labels.getFloat());
            }
        }
        lookWhoIsAhead();
        isChanged = true;
        return true;
    }

    private void lookWhoIsAhead() {
        for (PartitionIntake intake : assembler.intake()) {
            mostAhead = Math.max(mostAhead, intake.held() + onItsWay[intake.partition()]);
        }
    }

    /** TRAIN says something, or the job manager hears of it. */
    private boolean report() {
        if (isChanged && random.nextBoolean()) {
            isChanged = false;
            reports.add(assembler.intake());
            return true;
        }
        List<PartitionIntake> heard = reports.poll();
        if (heard != null) {
            posted = new IntakeBoard.Posted(++version, 0, heard);
            answer();
        }
        return heard != null;
    }

    private void answer() {
        desk.answer(posted, (task, credit) -> tasks.get(task).credits.add(credit));
    }

    /** All begins again from a checkpoint that has overtaken what lies in the channels. */
    private void restart() {
        AssemblyState stored = assembler.state();
        List<Task> before = tasks;
        tasks = new ArrayList<>();
        for (Task task : before) {
            task.flush();
            desk.forget(tasks.size());
            tasks.add(new Task(tasks.size(), task.kafka.snapshotState(1), task.channel));
        }
        assembler = BatchAssembler.restore(spec, stored);
        reports.clear();
        posted = new IntakeBoard.Posted(0, 0, List.of());
        isChanged = false;
        reports.add(stored.intake(spec));
    }

    /** A reader, Decode behind it, and its channel to TRAIN. */
    private final class Task {
        private final ModelReader kafka;
        private final MarkingReader reader;
        private final CollectingOutput output = new CollectingOutput();
        private final RunRouter router;
        private final ArrayDeque<Block> channel;
        private final ArrayDeque<Credit> credits = new ArrayDeque<>();
        private final ArrayDeque<CreditRequest> asked = new ArrayDeque<>();
        private final int index;
        private boolean hasEnded;

        Task(int index, List<KafkaPartitionSplit> splits, ArrayDeque<Block> channel) {
            this.channel = channel;
            this.kafka =
                    new ModelReader(logs, new Pacing("run", readAhead).fetchedRecords(), random);
            this.reader =
                    new MarkingReader(
                            new PacedReader(
                                    kafka, readAhead, event -> asked.add((CreditRequest) event)));
            this.router = new RunRouter(input, new Accepting());
            this.index = index;
            reader.addSplits(splits);
        }

        private boolean isAsking() {
            return !asked.isEmpty() || !credits.isEmpty() || desk.isAsked(index);
        }

        boolean read() throws Exception {
            if (hasEnded) {
                return false;
            }
            hasEnded = reader.pollNext(output) == InputStatus.END_OF_INPUT;
            assertThat(hasEnded && isAsking()).as("an answer would not reach it").isFalse();
            boolean any = !output.records.isEmpty();
            for (RawRecord record : output.records) {
                if (record.isMark()) {
                    router.readTo(record.partition(), record.markedOffset(), this::send);
                } else {
                    router.take(record, this::send);
                }
            }
            output.records.clear();
            return any;
        }

        private void send(Block block) {
            channel.add(block);
            onItsWay[block.partition()] += block.recordCount();
            lookWhoIsAhead();
        }

        boolean flush() {
            int before = channel.size();
            router.flush(this::send);
            return channel.size() > before;
        }

        /** A question reaches the job manager, or an answer the reader. */
        boolean hear() {
            CreditRequest question = asked.poll();
            if (question != null) {
                desk.asked(index, question);
                answer();
                return true;
            }
            Credit told = credits.poll();
            if (told != null) {
                reader.handleSourceEvents(told);
            }
            return told != null;
        }
    }

    /** Refuses in silence. */
    private static final class Accepting implements Refusals {
        @Override
        public void accepted() {}

        @Override
        public void refuse(RunInput run, RawRecord record, String reason, String detail) {}
    }

    private static RunInput input(List<PartitionSpan> spans) {
        InputFormat csv =
                new InputFormat.Csv(
                        new RowSchema(
                                List.of(
                                        Column.Numeric.unscaled("x"),
                                        new Column.Hashed("c", 10),
                                        new Column.Label("y", new LabelKind.Value()))),
                        List.of("x", "c", "y"));
        return new RunInput("run", 1, csv, "", 0, spans, 100);
    }

    private static RunSpec spec(List<PartitionSpan> spans, int batchRows) {
        return new RunSpec(
                "run",
                1,
                new ModelSpec.Linear(1),
                LossSpec.SQUARED_ERROR,
                new OptimizerSpec.Sgd(0, 0, false, 0),
                new LearningRateSchedule.Constant(0.1),
                RunSpec.NO_CLIPPING,
                new InputSpec.Rows(1, List.of(10), batchRows),
                1,
                new Until.Offsets(true),
                spans,
                RecordOrder.TURNS,
                new RefusalLimits(10, 1),
                EvaluationSpec.LOSS,
                StepEngine.PYTORCH,
                RunContract.NONE);
    }
}
