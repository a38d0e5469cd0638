package io.ratchet.bench.checkpoint;

import io.ratchet.bench.job.DenseState;
import io.ratchet.bench.measure.BenchContext;
import io.ratchet.bench.measure.Ratio;
import io.ratchet.bench.measure.Series;
import io.ratchet.bench.measure.Table;
import io.ratchet.bench.measure.Target;
import io.ratchet.bench.measure.Text;
import io.ratchet.operator.TrainSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** How long checkpoints every 10 s keep training waiting, by size and by what changes. */
final class PauseTable {
    private static final int PASSES = 10;
    private static final double MOST_OF_COPY = 2;

    /** An idle millisecond in 10 s is none that anybody would notice. */
    private static final double MOST_IDLE_MILLIS = 1;

    private static final long RECORDS = 150_000;

    private final BenchContext context;
    private final Table.Builder table;

    /**
     * What is measured.
     *
     * @param pattern what changes
     * @param size of the state
     */
    record Case(Pattern pattern, DenseState size) {
        private String id() {
            return pattern.name().toLowerCase(Locale.ROOT).replace('_', '-')
                    + "-"
                    + size.megabytes();
        }
    }

    PauseTable(BenchContext context) {
        this.context = context;
        table =
                new Table.Builder(
                        "Checkpoints every " + interval(),
                        "state",
                        "changes",
                        "pause ms",
                        "compare and copy ms",
                        "pause over that",
                        "away ms",
                        "idle ms",
                        "end to end ms",
                        "changed MB",
                        "uploaded over changed");
    }

    /** Measures one row and its targets. */
    void measure(Case one, List<Target> targets) throws Exception {
        Trial trial =
                new Trial(
                        one.id(),
                        one.pattern(),
                        one.size(),
                        Setting.DEFAULTS,
                        interval(),
                        context.pick(2, samples(one.size(), context.rounds())),
                        context.pick(20_000L, RECORDS));
        long changed = one.pattern().changedBytes(one.size(), TrainSettings.DEFAULT_CHUNK_BYTES);
        List<Double> copies = new ArrayList<>(copies(one, changed));
        List<Sample> samples = CheckpointJob.run(context.folder(), trial, context.log());
        copies.addAll(copies(one, changed));
        Series copy = new Series(copies);
        context.log().accept(one.id() + ", compare and copy: " + Text.series(copy) + " ms");
        Series pause = series(samples, Sample::pause);
        // The loop runs before and behind the job, not beside each checkpoint: one figure for all.
        Ratio ratio =
                new Ratio(
                        new Series(
                                pause.values().stream()
                                        .map(value -> value / copy.median())
                                        .toList()));
        add(one, samples, copy, ratio);
        String name = one.size().megabytes() + " MB, " + one.pattern().title();
        targets.add(
                Target.ofRatio(
                        CheckpointSuite.SUITE,
                        name + ": pause over comparing and copying",
                        ratio,
                        Target.Direction.MAX,
                        MOST_OF_COPY));
        Series idle = series(samples, Sample::idle);
        targets.add(
                Target.ofFigure(
                        CheckpointSuite.SUITE,
                        name + ": idle behind the flush at 10 s, ms",
                        idle.median(),
                        idle,
                        Target.Direction.MAX,
                        MOST_IDLE_MILLIS));
    }

    Table table() {
        return table.build();
    }

    private void add(Case one, List<Sample> samples, Series copy, Ratio ratio) {
        double changed = series(samples, Sample::changed).median();
        table.row(
                one.size().megabytes() + " MB",
                one.pattern().title(),
                Text.series(series(samples, Sample::pause)),
                Text.series(copy),
                Text.ratio(ratio),
                Text.series(series(samples, Sample::absence)),
                Text.series(series(samples, Sample::idle)),
                Text.series(series(samples, Sample::duration)),
                Text.number(changed / 1e6),
                Text.number(series(samples, Sample::uploaded).mean() / changed));
    }

    /** Checkpoints of one case; the shorter they are, the more it takes to know their median. */
    static int samples(DenseState size, int rounds) {
        return size.equals(DenseState.MB_700) ? rounds : 3 * rounds;
    }

    private static List<Double> copies(Case one, long changed) {
        return new CopyLoop(one.size().byteCount(), changed, TrainSettings.DEFAULT_CHUNK_BYTES)
                .passes(PASSES);
    }

    private String interval() {
        return context.pick("500 ms", "10 s");
    }

    static Series series(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        return new Series(samples.stream().mapToDouble(figure).boxed().toList());
    }
}
