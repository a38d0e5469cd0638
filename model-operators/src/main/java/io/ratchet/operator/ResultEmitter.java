package io.ratchet.operator;

import io.ratchet.operator.live.LiveInstance;
import io.ratchet.operator.result.PoisonedBatch;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.operator.result.StepRecord;
import io.ratchet.operator.serializer.Pending;
import io.ratchet.training.batch.Batch;
import io.ratchet.training.run.Progress;
import io.ratchet.training.run.RefusalCounts;
import io.ratchet.training.run.RunStatus;
import io.ratchet.training.step.StepOutcome;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Turns what the training thread has done into records. <b>Threading</b>: the task thread. */
final class ResultEmitter {
    /** Every record tells so many again, so that whoever misses some records misses no change. */
    private static final int TOLD_RESUMPTIONS = 10;

    private final Output<StreamRecord<StepRecord>> output;
    private final LongSupplier clockMillis;
    private final TrainMetrics metrics;
    private final ToIntFunction<String> ends;
    private boolean inputEnded;

    /**
     * @param output takes records
     * @param clockMillis the wall clock
     * @param metrics counts what leaves
     * @param ends how often a run had ended before and was gone on with
     */
    ResultEmitter(
            Output<StreamRecord<StepRecord>> output,
            LongSupplier clockMillis,
            TrainMetrics metrics,
            ToIntFunction<String> ends) {
        this.output = output;
        this.clockMillis = clockMillis;
        this.metrics = metrics;
        this.ends = ends;
    }

    void emit(Work.Done done) {
        LiveInstance live = done.work().live();
        if (done.outcome().isPresent() && done.work().task() instanceof Pending.Train train) {
            emitOutcome(live, train.batch(), done.outcome().get(), done.progress());
        }
        if (done.isEnd()) {
            emitState(live, done.progress(), done.sha256());
        }
    }

    /**
     * Reports where a run stands that goes on. Its end is reported by the step that ends it; one
     * instance of many, by key, is not reported.
     */
    void emitTraining(LiveInstance live, Progress progress) {
        if (live.isOnly() && progress.status() == RunStatus.TRAINING && !inputEnded) {
            emitState(live, progress, "");
        }
    }

    /** Reports the end of a run that is in memory and not in training. */
    void emitEnd(LiveInstance live) {
        Progress progress = live.instance().progress();
        emitState(
                live,
                progress,
                progress.status() == RunStatus.SUCCEEDED ? live.instance().fingerprint() : "");
    }

    /**
     * Reports the end of an instance that has ended by being restored. Its model is written when a
     * checkpoint is complete that holds the end.
     */
    void emitSettled(LiveInstance live) {
        if (live.isSettled()) {
            emitEnd(live);
            live.setUnpublished(live.instance().progress().status() == RunStatus.SUCCEEDED);
        }
    }

    /** Nothing leaves behind the end of input: what is to be reported has been. */
    void endInput() {
        inputEnded = true;
    }

    private void emitState(LiveInstance live, Progress progress, String sha256) {
        output.collect(
                TrainOutputs.RUN_STATE,
                new StreamRecord<>(
                        new RunStateRecord(
                                live.spec().run(),
                                live.key(),
                                live.spec().generation(),
                                progress.status(),
                                progress.step(),
                                progress.samples(),
                                progress.lossAverage(),
                                progress.auc().area(),
                                progress.refusedBatches(),
                                progress.records().trained(),
                                refused(live, progress),
                                progress.status() == RunStatus.TRAINING
                                        ? 0
                                        : live.assembler().waiting(),
                                ends.applyAsInt(live.spec().run()),
                                sha256,
                                clockMillis.getAsLong(),
                                live.history().newest(TOLD_RESUMPTIONS))));
    }

    /** What a watched partition holds is counted with the end, and shown before. */
    private static RefusalCounts refused(LiveInstance live, Progress progress) {
        RefusalCounts counted = progress.records().refused();
        return progress.status() == RunStatus.TRAINING
                ? counted.and(live.assembler().watchedRefused())
                : counted;
    }

    private void emitOutcome(
            LiveInstance live, Batch batch, StepOutcome outcome, Progress progress) {
        if (outcome instanceof StepOutcome.Applied applied) {
            metrics.applied(applied, batch.sampleCount());
            output.collect(new StreamRecord<>(stepRecord(live, batch, applied, progress)));
        } else if (outcome instanceof StepOutcome.Refused refused) {
            metrics.refused();
            output.collect(
                    TrainOutputs.POISON,
                    new StreamRecord<>(
                            new PoisonedBatch(
                                    live.spec().run(),
                                    live.key(),
                                    live.spec().generation(),
                                    refused.attemptedStep(),
                                    refused.reason(),
                                    refused.detail(),
                                    batch.places(),
                                    clockMillis.getAsLong())));
        }
    }

    private StepRecord stepRecord(
            LiveInstance live, Batch batch, StepOutcome.Applied applied, Progress progress) {
        return new StepRecord(
                live.spec().run(),
                live.key(),
                live.spec().generation(),
                applied.step(),
                applied.loss(),
                progress.lossAverage(),
                applied.gradientNorm(),
                applied.learningRate(),
                batch.sampleCount(),
                progress.samples(),
                progress.auc().area(),
                batch.places(),
                clockMillis.getAsLong());
    }
}
