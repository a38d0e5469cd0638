package io.ratchet.training.instance;

import io.ratchet.training.batch.Batch;
import io.ratchet.training.batch.PartitionPlaces;
import io.ratchet.training.run.Participation;
import io.ratchet.training.run.PrequentialAuc;
import io.ratchet.training.run.Progress;
import io.ratchet.training.run.RefusalCount;
import io.ratchet.training.run.RefusalCounts;
import io.ratchet.training.step.Labels;
import io.ratchet.training.step.StepOutcome;
import java.nio.ByteBuffer;

/** What a step makes of the progress. The status is not its business. */
final class ProgressUpdate {
    private static final double NEWEST = 0.02;

    private ProgressUpdate() {}

    /** One step further. */
    static Progress applied(Progress before, Batch batch, float loss, float[] logits) {
        int samples = batch.sampleCount();
        double average =
                before.step() == 0 ? loss : (1 - NEWEST) * before.lossAverage() + NEWEST * loss;
        return new Progress(
                before.status(),
                before.step() + 1,
                before.samples() + samples,
                before.lossSum() + (double) loss * samples,
                average,
                before.refusedBatches(),
                0,
                before.records().train(batch.recordCount()),
                before.auc().counts() ? counted(before.auc(), batch, logits) : before.auc());
    }

    /** One refusal more. */
    static Progress refused(Progress before, Batch batch, StepOutcome.Refused refusal) {
        return new Progress(
                before.status(),
                before.step(),
                before.samples(),
                before.lossSum(),
                before.lossAverage(),
                before.refusedBatches() + 1,
                before.refusedInRow() + 1,
                records(before.records(), batch, refusal),
                before.auc());
    }

    private static Participation records(
            Participation before, Batch batch, StepOutcome.Refused refusal) {
        if (batch.places().partitions().isEmpty()) {
            return before;
        }
        PartitionPlaces first = batch.places().partitions().get(0);
        RefusalCount count =
                new RefusalCount(
                        refusal.reason(),
                        batch.recordCount(),
                        first.partition(),
                        first.from(),
                        refusal.detail());
        return refusal.isOfValues()
                ? before.loseBatch(count)
                : before.refuse(RefusalCounts.of(count));
    }

    private static PrequentialAuc counted(PrequentialAuc before, Batch batch, float[] logits) {
        PrequentialAuc counts = before.copy();
        ByteBuffer labels = batch.label().bytes();
        for (int sample = 0; sample < logits.length; sample++) {
            double label = Labels.rawValueAt(batch.label(), labels, sample);
            counts.count(logits[sample], (float) label);
        }
        return counts;
    }
}
