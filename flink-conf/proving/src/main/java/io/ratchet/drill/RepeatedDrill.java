package io.ratchet.drill;

import io.ratchet.cluster.ClusterLayout;
import io.ratchet.drill.fault.Fault;
import io.ratchet.drill.measure.DrillResult;
import io.ratchet.drill.measure.Recovery;
import io.ratchet.drill.measure.Verdict;
import io.ratchet.drill.stage.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One fault again and again, under one job on one cluster.
 *
 * @param folder for what is written, in a folder of its own
 * @param repeats how often
 * @param narration is told what happens
 */
record RepeatedDrill(Path folder, int repeats, Narration narration) {
    private static final long SEED = 20_260_101;

    DrillResult run(Fault fault) throws Exception {
        narration.say("== " + fault.code() + ": " + fault.story());
        Files.createDirectories(folder);
        Path own = Files.createTempDirectory(folder, fault.code() + "-");
        try (Stage stage = Stage.open(own, fault.layout(), Drill.STEPS_PER_SECOND)) {
            StopAtExit stop = StopAtExit.set(stage);
            try {
                return repeated(fault, stage);
            } finally {
                stop.remove();
            }
        }
    }

    private DrillResult repeated(Fault fault, Stage stage) throws Exception {
        Drill drill = new Drill(stage, new SplittableRandom(SEED));
        drill.settle();
        List<Recovery> recoveries = new ArrayList<>();
        for (int repeat = 1; repeat <= repeats; repeat++) {
            Recovery recovery = drill.repeat(fault);
            narration.recovery(repeat, fault.code(), recovery);
            recoveries.add(recovery);
        }
        Verdict verdict = stage.end();
        narration.verdict(verdict);
        return new DrillResult(
                fault.code(),
                fault.story(),
                fault.goal(),
                repeatedSetting(fault.layout()),
                recoveries,
                verdict);
    }

    private static List<String> repeatedSetting(ClusterLayout layout) {
        List<String> setting = new ArrayList<>(setting(layout));
        setting.add(
                "the first fault strikes when the job has trained for "
                        + Drill.SETTLING_STEPS
                        + " steps");
        return setting;
    }

    static List<String> setting(ClusterLayout layout) {
        return List.of(
                layout.taskManagers()
                        + " task managers and "
                        + layout.spares()
                        + " warm spares with "
                        + layout.slots()
                        + " slots each, "
                        + layout.jobManagers()
                        + " job managers, "
                        + layout.brokers()
                        + " brokers: a process each",
                "a tabular model with dropout over flights, two partitions, "
                        + Drill.STEPS_PER_SECOND
                        + " steps/s of 32 rows fed; a checkpoint every 2 s",
                "a fault strikes when everything is there again and new steps are committed, and"
                        + " then after up to "
                        + Drill.MOST_STEPS
                        + " steps");
    }
}
