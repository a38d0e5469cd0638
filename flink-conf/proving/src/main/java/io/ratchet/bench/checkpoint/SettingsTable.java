package io.ratchet.bench.checkpoint;

import io.ratchet.bench.job.DenseState;
import io.ratchet.bench.measure.BenchContext;
import io.ratchet.bench.measure.Series;
import io.ratchet.bench.measure.Table;
import io.ratchet.bench.measure.Text;
import java.util.ArrayList;
import java.util.List;

/** What state backends and settings make of the same checkpoints. */
final class SettingsTable {
    private static final String FLINKS_WRITE_BUFFERS =
            "state.backend.rocksdb.writebuffer.size: 64mb\n"
                    + "  state.backend.rocksdb.memory.write-buffer-ratio: 0.5";
    private static final long RECORDS = 60_000;

    private final BenchContext context;
    private final Table.Builder table =
            new Table.Builder(
                    "Backends and settings, about 70 MB, checkpoints every 2 s",
                    "changes",
                    "setting",
                    "pause ms",
                    "away ms",
                    "idle ms",
                    "end to end ms",
                    "changed MB",
                    "uploaded over changed");

    /** What is compared with what. */
    private record Choice(Pattern pattern, Setting setting) {}

    SettingsTable(BenchContext context) {
        this.context = context;
    }

    Table measure() throws Exception {
        int number = 0;
        for (Choice choice : choices()) {
            Trial trial =
                    new Trial(
                            "setting-" + ++number,
                            choice.pattern(),
                            context.pick(DenseState.MB_1, DenseState.MB_70),
                            choice.setting(),
                            context.pick("300 ms", "2 s"),
                            context.pick(1, 2 * context.rounds()),
                            context.pick(20_000L, RECORDS));
            context.log().accept(trial.id() + ": " + choice.setting().name());
            add(choice, CheckpointJob.run(context.folder(), trial, context.log()));
        }
        return table.build();
    }

    private List<Choice> choices() {
        List<Choice> choices = new ArrayList<>();
        for (Setting setting : settings()) {
            choices.add(new Choice(Pattern.DENSE, setting));
        }
        if (!context.isSmall()) {
            choices.add(new Choice(Pattern.FROZEN, Setting.DEFAULTS));
            choices.add(
                    new Choice(
                            Pattern.FROZEN,
                            Setting.flink(
                                    "Flink's files of 64 MB",
                                    "state.backend.rocksdb.compaction.level.target-file-size-base: 64mb")));
            for (Pattern pattern : List.of(Pattern.FEW_ROWS, Pattern.SCATTERED_ROWS)) {
                choices.add(new Choice(pattern, Setting.chunk("64 kb")));
                choices.add(new Choice(pattern, Setting.chunk("256 kb")));
                choices.add(new Choice(pattern, Setting.chunk("1 mb")));
                choices.add(new Choice(pattern, heap()));
            }
        }
        return choices;
    }

    private List<Setting> settings() {
        if (context.isSmall()) {
            return List.of(heap());
        }
        return List.of(
                Setting.DEFAULTS,
                heap(),
                Setting.flink(
                        "Flink's compression",
                        "state.backend.rocksdb.compression.per.level: SNAPPY_COMPRESSION"),
                Setting.flink("Flink's write buffers", FLINKS_WRITE_BUFFERS),
                Setting.flink(
                        "Flink's write buffers, 128 MB a slot",
                        FLINKS_WRITE_BUFFERS,
                        "state.backend.rocksdb.memory.fixed-per-slot: 128mb"),
                Setting.flink(
                        "memory not managed", "state.backend.rocksdb.memory.managed: 'false'"),
                Setting.flink(
                        "universal compaction",
                        "state.backend.rocksdb.compaction.style: UNIVERSAL"),
                Setting.chunk("64 kb"),
                Setting.chunk("1 mb"));
    }

    private static Setting heap() {
        return Setting.flink("heap backend", "state.backend.type: hashmap");
    }

    private void add(Choice choice, List<Sample> samples) {
        Series changed = PauseTable.series(samples, Sample::changed);
        table.row(
                choice.pattern().title(),
                choice.setting().name(),
                Text.series(PauseTable.series(samples, Sample::pause)),
                Text.series(PauseTable.series(samples, Sample::absence)),
                Text.series(PauseTable.series(samples, Sample::idle)),
                Text.series(PauseTable.series(samples, Sample::duration)),
                Text.number(changed.median() / 1e6),
                Text.number(
                        PauseTable.series(samples, Sample::uploaded).mean() / changed.median()));
    }
}
