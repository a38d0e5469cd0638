package io.ratchet.drill;

import io.ratchet.drill.fault.Fault;
import io.ratchet.drill.fault.Faults;
import io.ratchet.drill.measure.DrillResult;
import io.ratchet.drill.measure.Recovery;
import io.ratchet.drill.measure.Verdict;
import io.ratchet.drill.stage.Stage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Faults of mixed kinds, drawn from a seed, under one job on one cluster. One that is interrupted
 * leaves its cluster running; run again, it goes on behind the last fault in its journal.
 *
 * @param folder of this seed
 * @param seed draws kinds and moments
 * @param count how many faults, all in all
 * @param narration is told what happens
 */
record RandomDrill(Path folder, long seed, int count, Narration narration) {
    private static final String NAME = "--random";

    DrillResult run() throws Exception {
        List<Fault> faults = Faults.drawn(seed, count);
        narration.say(
                "== "
                        + count
                        + " faults from seed "
                        + seed
                        + ": "
                        + faults.stream().map(Fault::code).collect(Collectors.joining(", ")));
        Journal journal = Journal.open(folder, seed);
        int done = journal.entries().size();
        if (done > 0) {
            narration.say("   " + done + " of them are done; goes on");
        }
        try (Stage stage = Stage.open(folder, Faults.mixedLayout(), Drill.STEPS_PER_SECOND)) {
            Drill drill = new Drill(stage, new SplittableRandom(seed + done));
            for (int number = done; number < count; number++) {
                Fault fault = faults.get(number);
                Recovery recovery = drill.repeat(fault);
                journal.add(new Journal.Entry(fault.code(), recovery));
                narration.recovery(number + 1, fault.code(), recovery);
            }
            Verdict verdict = stage.end();
            narration.verdict(verdict);
            return new DrillResult(
                    NAME,
                    count + " faults of mixed kinds, drawn from seed " + seed + ".",
                    Optional.empty(),
                    RepeatedDrill.setting(Faults.mixedLayout()),
                    journal.entries().stream().map(Journal.Entry::recovery).toList(),
                    verdict);
        }
    }
}
