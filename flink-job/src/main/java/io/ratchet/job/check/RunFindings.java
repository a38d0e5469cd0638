package io.ratchet.job.check;

import io.ratchet.job.configuration.InputFormat;
import io.ratchet.job.configuration.RunConfiguration;
import io.ratchet.job.message.Message;
import io.ratchet.job.sample.Words;
import io.ratchet.training.run.RefusalCounts;
import io.ratchet.training.run.Until;
import java.util.ArrayList;
import java.util.List;

/**
 * What a check has found of a run.
 *
 * @param run the run
 * @param looked how many records were looked at, with those of other keys
 * @param accepted how many would take part
 * @param samples how many samples they hold: one a row
 * @param refused those that would be refused, by reason
 * @param columns what was found of each column or tensor
 * @param whole whether these are all records that there are
 */
public record RunFindings(
        RunConfiguration run,
        long looked,
        long accepted,
        long samples,
        RefusalCounts refused,
        List<ColumnFinding> columns,
        boolean whole) {
    public RunFindings {
        columns = List.copyOf(columns);
    }

    /** The share of the run's own records that would be refused. */
    public double refusedShare() {
        long own = accepted + refused.records();
        return own == 0 ? 0 : (double) refused.records() / own;
    }

    /** Why the run would not succeed; empty where nothing is known against it. */
    public List<String> obstacles() {
        List<String> obstacles = new ArrayList<>();
        if (looked == 0) {
            obstacles.add("There is no record to look at, so nothing would train.");
        } else if (accepted == 0) {
            obstacles.add(
                    refused.isEmpty()
                            ? Message.of(
                                    "None of the records has the key '%s', so nothing would train.",
                                    run.input().key().orElse(""))
                            : """
                                    No record would be accepted, so nothing would train. Mend \
                                    input.columns or the records.""");
        } else if (refusedShare() > run.ending().refusals().share()) {
            obstacles.add(
                    Message.of(
                            """
                            %s would be refused, more than the %s of refusedShare: the run would \
                            end as refused. Mend input.columns or the records, or raise \
                            refusedShare.""",
                            Words.share(refusedShare()),
                            Words.share(run.ending().refusals().share())));
        } else if (whole && waitsForABatch()) {
            obstacles.add(
                    Message.of(
                            """
                            The %s rows do not fill a batch of %s, so nothing would train. Add \
                            records, make 'batch' smaller, or set 'lastBatch: train'.""",
                            Words.count(samples), Words.count(run.input().batchRows())));
        }
        return obstacles;
    }

    private boolean waitsForABatch() {
        boolean trainsRest = run.ending().until() instanceof Until.Offsets end && end.trainsRest();
        return !(run.input().format() instanceof InputFormat.Tensors)
                && !trainsRest
                && samples < run.input().batchRows();
    }
}
