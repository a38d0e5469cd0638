package io.ratchet.operator.live;

import io.ratchet.operator.restore.DamagedInstanceException;
import io.ratchet.operator.restore.ReportedRun;
import io.ratchet.training.batch.AssemblyState;
import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.device.DeviceLease;
import io.ratchet.training.device.EngineSettings;
import io.ratchet.training.device.InstanceFootprint;
import io.ratchet.training.instance.InstanceTemplate;
import io.ratchet.training.run.Change;
import io.ratchet.training.run.Progress;
import io.ratchet.training.run.RunContract;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.run.RunStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes live instances, from state where there is any, and checks that the state and the run still
 * fit.
 */
public final class InstanceLoader {
    private static final Logger LOG = LoggerFactory.getLogger(InstanceLoader.class);

    private final Map<String, RunSpec> specs = new HashMap<>();
    private final Map<String, RunEntry> runs = new HashMap<>();
    private final Map<String, ReportedRun> reported;
    private final LaterEnd laterEnd;
    private final FormLoader chunked;
    private final FormLoader packed;
    private final HistoryWriter histories;
    private final TrainState state;
    private final DeviceLease lease;
    private final int chunkBytes;

    /**
     * @param parent the checkpoint that was restored; empty for none
     * @param reported how far readers have seen each run
     * @param clockMillis the wall clock
     */
    public InstanceLoader(
            List<RunSpec> specs,
            String parent,
            Map<String, ReportedRun> reported,
            TrainState state,
            DeviceLease lease,
            int chunkBytes,
            LongSupplier clockMillis) {
        for (RunSpec spec : specs) {
            this.specs.put(spec.run(), spec);
        }
        this.reported = reported;
        this.state = state;
        this.laterEnd = new LaterEnd(reported, state);
        this.chunked = new ChunkedLoader(state, laterEnd);
        this.packed = new PackedLoader(state, laterEnd);
        this.histories = new HistoryWriter(state, parent, clockMillis);
        this.lease = lease;
        this.chunkBytes = chunkBytes;
    }

    public LiveInstance load(String key) throws Exception {
        try {
            return loadStored(key);
        } catch (Exception failure) {
            throw DamagedInstanceException.orElse(failure, key);
        }
    }

    /** How often a run had ended and was gone on with before. */
    public int ends(String run) {
        ReportedRun seen = reported.get(run);
        return seen == null ? 0 : seen.ends();
    }

    /** Whether this start has given a run that had ended a later end. */
    public boolean goesOn(String run) {
        ReportedRun seen = reported.get(run);
        return seen != null && seen.goesOn();
    }

    /** Whether an instance has ended whose run is not configured any more: nobody needs it. */
    public boolean isGone(String key) throws Exception {
        Progress progress = state.progress(key);
        boolean gone =
                !specs.containsKey(runName(key))
                        && progress != null
                        && progress.status() != RunStatus.TRAINING;
        if (gone) {
            LOG.info(
                    "Leaves instance '{}' as it is: its run has ended, and is not configured", key);
        }
        return gone;
    }

    private static String runName(String key) {
        int slash = key.indexOf('/');
        return slash < 0 ? key : key.substring(0, slash);
    }

    /** Whether the state says that a run has come to its end, also under the one it has now. */
    public boolean hasEnded(String run) throws Exception {
        try {
            Progress now = now(run);
            return now != null && now.status() != RunStatus.TRAINING;
        } catch (Exception failure) {
            throw DamagedInstanceException.orElse(failure, run);
        }
    }

    /** Whether a run ends where it is restored, and has not said so before. */
    public boolean isSettled(String run) throws Exception {
        Progress stored = state.progress(run);
        Progress now = now(run);
        return stored != null && now != null && LaterEnd.isSettled(stored, now);
    }

    /** Where a stored run stands under the end that it has now, or null where nothing is stored. */
    private @Nullable Progress now(String run) throws Exception {
        Progress stored = state.progress(run);
        AssemblyState assembly = state.assembly(run);
        return stored == null || assembly == null
                ? null
                : laterEnd.of(run, runOf(run).spec(), stored, assembly);
    }

    /** What the instance of a key needs of a GPU. */
    public InstanceFootprint footprint(String key) {
        return runOf(key).template().footprint();
    }

    private LiveInstance loadStored(String key) throws Exception {
        RunEntry run = runOf(key);
        FormLoader loader = loader(run);
        FormLoader.Loaded loaded = loader.load(key, run);
        if (loaded == null) {
            refuseOtherEngine(key, run);
            return begun(loader.create(key, run));
        }
        return resumed(loaded.live(), loaded.stored(), loaded.changes());
    }

    private FormLoader loader(RunEntry run) {
        return switch (run.template().form()) {
            case CHUNKED -> chunked;
            case PACKED -> packed;
        };
    }

    private LiveInstance begun(LiveInstance live) throws Exception {
        return InstanceHandover.orClose(
                live.instance(),
                () -> {
                    live.setHistory(histories.begun(live));
                    live.begin();
                    return live;
                });
    }

    private LiveInstance resumed(LiveInstance live, Progress stored, List<Change> changes)
            throws Exception {
        return InstanceHandover.orClose(
                live.instance(),
                () -> {
                    for (Change change : changes) {
                        ResumeChanges.log(live.key(), live.instance().progress().step(), change);
                    }
                    live.setHistory(histories.resumed(live, changes));
                    refuseOtherSteps(live);
                    settle(live, stored);
                    return live;
                });
    }

    private static void settle(LiveInstance live, Progress stored) {
        Progress now = live.instance().progress();
        if (LaterEnd.isSettled(stored, now)) {
            LOG.info(
                    "Instance '{}' ends at step {}, where it is restored, as {}: its end is {} now,"
                            + " with {}",
                    live.key(),
                    now.step(),
                    now.status().code(),
                    live.spec().until(),
                    live.spec().refusals());
            live.settle();
        }
    }

    private void refuseOtherSteps(LiveInstance live) {
        ReportedRun seen = live.isOnly() ? reported.get(live.key()) : null;
        long from = live.instance().progress().step();
        List<String> differences =
                seen == null ? List.of() : seen.differences(from, live.history());
        if (seen != null && !differences.isEmpty()) {
            throw new SuppressRestartsException(
                    new OtherStepsException(
                            live.key(), from, seen.step(), differences, seen.changedBehind(from)));
        }
    }

    /** A key that is known, but has nothing stored as this run would store it. */
    private void refuseOtherEngine(String key, RunEntry run) throws Exception {
        RunContract before = state.contract(key);
        if (before != null) {
            run.refuseUnlessFixed(before);
        }
    }

    /** What of this process may change a run's bits. */
    public SortedMap<String, String> environment(RunSpec spec) {
        SortedMap<String, String> environment = new TreeMap<>();
        EngineSettings engine =
                switch (spec.engine()) {
                    case PYTORCH -> EngineSettings.current(lease);
                    case JAVA -> EngineSettings.current(new ComputeDevice.Cpu());
                };
        engine.toMap()
                .forEach((name, value) -> environment.put(EngineSettings.PREFIX + name, value));
        return environment;
    }

    private RunEntry runOf(String key) {
        String run = runName(key);
        RunEntry known = runs.get(run);
        if (known != null) {
            return known;
        }
        RunSpec spec = specs.get(run);
        if (spec == null) {
            throw new SuppressRestartsException(
                    new IllegalStateException(
                            "The state or the stream holds instance '"
                                    + key
                                    + "', but the configuration has no run '"
                                    + run
                                    + "'; it has "
                                    + specs.keySet()
                                    + ". Put the run back into the configuration, or start with resume: never."));
        }
        RunEntry entry =
                RunEntry.of(spec, InstanceTemplate.of(spec, lease, chunkBytes), environment(spec));
        runs.put(run, entry);
        return entry;
    }

    /**
     * An instance as it is stored, for whoever looks at it: nothing is written down of that, as of
     * one that is gone on with. Its caller closes it.
     */
    public LiveInstance stored(String key) throws Exception {
        RunEntry run = runOf(key);
        LiveInstance live = loader(run).look(key, run);
        return InstanceHandover.orClose(
                live.instance(),
                () -> {
                    live.setHistory(state.history(key));
                    return live;
                });
    }
}
