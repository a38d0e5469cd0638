package io.ratchet.bench.checkpoint;

import io.ratchet.bench.job.DenseState;
import io.ratchet.bench.measure.BenchContext;
import io.ratchet.bench.measure.Suite;
import io.ratchet.bench.measure.SuiteReport;
import io.ratchet.bench.measure.Table;
import io.ratchet.bench.measure.Target;
import java.util.ArrayList;
import java.util.List;

/** What a checkpoint costs training, and what it writes. */
public final class CheckpointSuite implements Suite {
    /** The suite's name. */
    static final String SUITE = "checkpoint";

    @Override
    public String name() {
        return SUITE;
    }

    @Override
    public String question() {
        return "How long does a checkpoint keep training waiting, against comparing and copying the same bytes; what"
                + " does it write; and what does it cost at which frequency?";
    }

    @Override
    public SuiteReport run(BenchContext context) throws Exception {
        List<Table> tables = new ArrayList<>();
        List<Target> targets = new ArrayList<>();
        PauseTable pauses = new PauseTable(context);
        for (PauseTable.Case one : cases(context)) {
            pauses.measure(one, targets);
        }
        tables.add(pauses.table());
        tables.add(new SettingsTable(context).measure());
        tables.addAll(new FrequencyTables(context).measure());
        return new SuiteReport(SUITE, question(), setting(context), tables, targets);
    }

    private static List<PauseTable.Case> cases(BenchContext context) {
        if (context.isSmall()) {
            return List.of(
                    new PauseTable.Case(Pattern.FEW_ROWS, DenseState.MB_1),
                    new PauseTable.Case(Pattern.FROZEN, DenseState.MB_1));
        }
        List<PauseTable.Case> cases = new ArrayList<>();
        for (DenseState size : List.of(DenseState.MB_7, DenseState.MB_70, DenseState.MB_700)) {
            cases.add(new PauseTable.Case(Pattern.DENSE, size));
            cases.add(new PauseTable.Case(Pattern.FROZEN, size));
            cases.add(new PauseTable.Case(Pattern.FEW_ROWS, size));
        }
        cases.add(new PauseTable.Case(Pattern.SCATTERED_ROWS, DenseState.MB_70));
        return cases;
    }

    private static List<String> setting(BenchContext context) {
        return List.of(
                "each row is a job of its own over ready-made batches, in an embedded Flink and broker; "
                        + PauseTable.samples(DenseState.MB_7, context.rounds())
                        + " checkpoints count ("
                        + PauseTable.samples(DenseState.MB_700, context.rounds())
                        + " of 700 MB), behind some that do not",
                "pause: from the end of a step until the next one begins, where a checkpoint is the reason; away: for"
                        + " how long the task thread was busy with it; idle: for how long training had nothing to do"
                        + " meanwhile",
                "compare and copy: a plain loop over native memory of the same size and chunks, half of its passes"
                        + " before the job and half behind it; what changed is copied into arrays that are there,"
                        + " what did not is compared to its end",
                "uploaded: what Flink counts as written for a checkpoint, compaction included");
    }
}
