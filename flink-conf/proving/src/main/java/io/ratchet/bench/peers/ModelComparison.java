package io.ratchet.bench.peers;

import io.ratchet.bench.job.JobContestant;
import io.ratchet.bench.measure.BenchContext;
import io.ratchet.bench.measure.Comparison;
import io.ratchet.bench.measure.Contestant;
import io.ratchet.bench.measure.Figures;
import io.ratchet.bench.measure.Series;
import io.ratchet.bench.measure.Table;
import io.ratchet.bench.measure.Target;
import io.ratchet.bench.measure.Text;
import io.ratchet.bench.overhead.BareLoop;
import io.ratchet.bench.peer.PeerBatches;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One network, trained by Ratchet and by its peers over the same batches. */
final class ModelComparison {
    /** Steps a second. */
    static final String STEPS = JobContestant.STEPS;

    /** Mean loss over a round. */
    static final String LOSS = "loss";

    private static final String RATCHET = "Ratchet";

    private final BenchContext context;
    private final Path modules;
    private final Path protocol;
    private final Set<String> versions = new LinkedHashSet<>();

    /**
     * @param modules the folder of the peers' modules
     * @param protocol where the classes of the peers' protocol are
     */
    ModelComparison(BenchContext context, Path modules, Path protocol) {
        this.context = context;
        this.modules = modules;
        this.protocol = protocol;
    }

    /** What the peers have said of themselves. */
    List<String> versions() {
        return List.copyOf(versions);
    }

    /** Lets Ratchet and the peers take turns. */
    Comparison.Outcome run(Perceptron model) throws Exception {
        Duration warmUp = context.pick(Duration.ofMillis(300), Duration.ofSeconds(3));
        Duration window = context.pick(Duration.ofMillis(500), Duration.ofSeconds(6));
        PeerBatches batches = ImageBatches.read(context.pick(10, 93));
        List<Contestant> contestants = new ArrayList<>();
        try {
            contestants.add(
                    new Learner(
                            new BareLoop(
                                    RATCHET,
                                    model.spec(),
                                    ImageBatches.ofRatchet(batches),
                                    warmUp,
                                    window)));
            for (PeerLibrary library : PeerLibrary.built(modules)) {
                contestants.add(start(library, model, batches, warmUp, window));
            }
            return context.comparison(context.pick(0, 2)).run(contestants);
        } finally {
            contestants.forEach(Contestant::close);
        }
    }

    private PeerContestant start(
            PeerLibrary library,
            Perceptron model,
            PeerBatches batches,
            Duration warmUp,
            Duration window)
            throws IOException {
        Path file = context.folder().resolve("batches");
        batches.write(file);
        List<String> command = new ArrayList<>(library.command(modules, protocol));
        command.add(file.toString());
        command.add(model.argument());
        command.add(Double.toString(Perceptron.LEARNING_RATE));
        Path log = context.folder().resolve(library + ".log");
        PeerContestant peer = PeerContestant.start(library.title(), command, log, warmUp, window);
        versions.add(peer.about());
        return peer;
    }

    static Table table(Perceptron model, Comparison.Outcome outcome) {
        Table.Builder table =
                new Table.Builder(
                        model.title() + ", batch " + ImageBatches.ROWS,
                        "contestant",
                        "steps/s",
                        "ms a step",
                        "Ratchet over it",
                        "loss, last round");
        for (String contestant : outcome.contestants()) {
            Series steps = outcome.series(contestant, STEPS);
            List<Double> losses = outcome.series(contestant, LOSS).values();
            table.row(
                    contestant,
                    Text.series(steps),
                    Text.number(1000 / steps.median()),
                    contestant.equals(RATCHET)
                            ? ""
                            : Text.ratio(outcome.ratio(STEPS, RATCHET, contestant)),
                    Text.number(losses.get(losses.size() - 1)));
        }
        return table.build();
    }

    static List<Target> targets(String suite, Perceptron model, Comparison.Outcome outcome) {
        List<Target> targets = new ArrayList<>();
        for (String contestant : outcome.contestants()) {
            if (!contestant.equals(RATCHET)) {
                targets.add(
                        Target.ofRatio(
                                suite,
                                model.title() + ": Ratchet's loop over " + contestant,
                                outcome.ratio(STEPS, RATCHET, contestant),
                                Target.Direction.MIN,
                                1));
            }
        }
        return targets;
    }

    /** Ratchet's loop with its loss among the figures. */
    private record Learner(BareLoop loop) implements Contestant {
        @Override
        public String name() {
            return loop.name();
        }

        @Override
        public Figures round() {
            return loop.round().and(LOSS, loop.takeMeanLoss());
        }

        @Override
        public void close() {
            loop.close();
        }
    }
}
