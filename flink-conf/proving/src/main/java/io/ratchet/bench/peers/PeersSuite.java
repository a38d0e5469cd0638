package io.ratchet.bench.peers;

import io.ratchet.bench.measure.BenchContext;
import io.ratchet.bench.measure.Comparison;
import io.ratchet.bench.measure.Suite;
import io.ratchet.bench.measure.SuiteReport;
import io.ratchet.bench.measure.Table;
import io.ratchet.bench.measure.Target;
import io.ratchet.bench.peer.PeerProcess;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Ratchet against the JVM's other ways to train. */
public final class PeersSuite implements Suite {
    private static final String SUITE = "peers";

    private final Optional<Path> modules;

    /** Looks for the peers beside the module that this class is of. */
    public PeersSuite() {
        this.modules = Optional.empty();
    }

    /**
     * Looks for the peers elsewhere.
     *
     * @param modules the folder of the peers' modules
     */
    public PeersSuite(Path modules) {
        this.modules = Optional.of(modules);
    }

    @Override
    public String name() {
        return SUITE;
    }

    @Override
    public String question() {
        return "Is Ratchet as fast as the JVM's other ways to train the same model on the same batches,"
                + " and its job as fast as a learner written by hand for Flink?";
    }

    @Override
    public SuiteReport run(BenchContext context) throws Exception {
        Path protocol = home();
        // target/classes or a jar in target: two folders below the module
        Path folder = modules.orElse(protocol.resolve("../../peers").normalize());
        List<Table> tables = new ArrayList<>();
        List<Target> targets = new ArrayList<>();
        List<String> setting = new ArrayList<>(setting(context));
        List<PeerLibrary> built = PeerLibrary.built(folder);
        if (built.size() < PeerLibrary.values().length) {
            String leftOut = leftOut(built);
            context.log().accept(leftOut);
            setting.add(leftOut);
        }
        ModelComparison comparison = new ModelComparison(context, folder, protocol);
        for (Perceptron model : models(context)) {
            context.log().accept("Training " + model.title());
            Comparison.Outcome outcome = comparison.run(model);
            tables.add(ModelComparison.table(model, outcome));
            targets.addAll(ModelComparison.targets(SUITE, model, outcome));
        }
        setting.addAll(comparison.versions());
        StreamingComparison.Result streaming = new StreamingComparison(context).run();
        tables.add(StreamingComparison.table(streaming.outcome()));
        tables.add(streaming.quality());
        targets.addAll(StreamingComparison.targets(SUITE, streaming.outcome()));
        return new SuiteReport(SUITE, question(), setting, tables, targets);
    }

    private static List<Perceptron> models(BenchContext context) {
        return context.isSmall()
                ? List.of(new Perceptron(List.of(32)))
                : List.of(new Perceptron(List.of(256, 128)), new Perceptron(List.of(2_048, 2_048)));
    }

    private static Path home() throws URISyntaxException {
        return Path.of(
                PeerProcess.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static String leftOut(List<PeerLibrary> built) {
        List<String> missing =
                Arrays.stream(PeerLibrary.values())
                        .filter(library -> !built.contains(library))
                        .map(PeerLibrary::title)
                        .toList();
        return "left out, as they are not built: "
                + String.join(", ", missing)
                + "; some 400 MB, by: "
                + PeerLibrary.BUILD;
    }

    private static List<String> setting(BenchContext context) {
        return List.of(
                context.rounds()
                        + " rounds; in each, every contestant trains 3 s unseen, then is timed for 6 s",
                "each with one computing thread; each peer in a process of its own, which waits while the others train",
                "the same batches for all, as floats, ready in memory; Adam with PyTorch's defaults",
                "flights: jobs on the same broker and Flink in one process, exactly once, 5 s unseen, then 20 s timed",
                "FTRL by hand: Jackson into a record in the source, hashed features as an int array through keyBy,"
                        + " z and n as one float array in ValueState (on the heap changed in place)");
    }
}
