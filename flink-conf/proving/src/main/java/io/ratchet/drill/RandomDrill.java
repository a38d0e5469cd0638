package io.ratchet.drill;

import io.ratchet.drill.fault.Fault;
import io.ratchet.drill.fault.Faults;
import io.ratchet.drill.measure.DrillResult;
import io.ratchet.drill.measure.Recovery;
import io.ratchet.drill.measure.Verdict;
import io.ratchet.drill.stage.DrillException;
import io.ratchet.drill.stage.Stage;
import java.io.IOException;
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
        int done = done(journal, faults);
        Stage stage = Stage.open(folder, Faults.mixedLayout(), Drill.STEPS_PER_SECOND);
        try {
            strike(stage, journal, faults.subList(done, count));
            Verdict verdict = stage.end();
            narration.verdict(verdict);
            stage.close();
            return new DrillResult(
                    NAME,
                    count + " faults of mixed kinds, drawn from seed " + seed + ".",
                    Optional.empty(),
                    RepeatedDrill.setting(Faults.mixedLayout()),
                    journal.entries().stream().map(Journal.Entry::recovery).toList(),
                    verdict);
        } catch (Exception failure) {
            narration.say(
                    "   The cluster in "
                            + stage.cluster().folder()
                            + " still runs. The same command goes on; 'ratchet cluster stop"
                            + " --folder' with that folder stops it.");
            stage.leave();
            throw failure;
        }
    }

    private int done(Journal journal, List<Fault> faults) throws IOException {
        List<String> done = journal.entries().stream().map(Journal.Entry::fault).toList();
        List<String> drawn = faults.stream().map(Fault::code).toList();
        if (done.size() > count || !drawn.subList(0, done.size()).equals(done)) {
            throw new DrillException(
                    "The journal in '"
                            + folder
                            + "' has "
                            + done.size()
                            + " faults that are not the first of the "
                            + count
                            + " to be drilled: another build may have drawn them. Ask for as many"
                            + " at least, or give another seed.");
        }
        if (!done.isEmpty()) {
            narration.say("   " + done.size() + " of them are done; goes on");
        }
        return done.size();
    }

    private void strike(Stage stage, Journal journal, List<Fault> left) throws Exception {
        if (stage.hasEnd() && !left.isEmpty()) {
            throw new DrillException(
                    "The run in '"
                            + folder
                            + "' has come to its end, so that no more faults can strike it. Give"
                            + " another seed.");
        }
        int done = count - left.size();
        Drill drill = new Drill(stage, new SplittableRandom(seed + done));
        for (Fault fault : left) {
            Recovery recovery = drill.repeat(fault);
            journal.add(new Journal.Entry(fault.code(), recovery));
            done++;
            narration.recovery(done, fault.code(), recovery);
        }
    }
}
