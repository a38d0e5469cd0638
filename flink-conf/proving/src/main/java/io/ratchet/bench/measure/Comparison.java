package io.ratchet.bench.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Lets contestants take turns: A B C A B C …, some rounds to warm up, then those that count. */
public final class Comparison {
    private final int warmUps;
    private final int rounds;
    private final Consumer<String> log;

    /**
     * @param warmUps rounds that do not count
     * @param rounds rounds that do, at least one
     * @param log is told every round's figures
     */
    public Comparison(int warmUps, int rounds, Consumer<String> log) {
        if (warmUps < 0 || rounds < 1) {
            throw new IllegalArgumentException(
                    "A comparison needs at least one round that counts, but was given "
                            + warmUps
                            + " to warm up and "
                            + rounds
                            + " that count.");
        }
        this.warmUps = warmUps;
        this.rounds = rounds;
        this.log = log;
    }

    /** Runs all rounds; the contestants stay open. */
    public Outcome run(List<? extends Contestant> contestants) throws Exception {
        Map<String, Map<String, List<Double>>> values = new LinkedHashMap<>();
        for (int round = -warmUps; round < rounds; round++) {
            for (Contestant contestant : contestants) {
                Figures figures = contestant.round();
                log.accept(
                        (round < 0 ? "warm-up" : "round " + (round + 1) + " of " + rounds)
                                + ", "
                                + contestant.name()
                                + ": "
                                + Text.figures(figures));
                if (round >= 0) {
                    Map<String, List<Double>> own =
                            values.computeIfAbsent(
                                    contestant.name(), name -> new LinkedHashMap<>());
                    figures.values()
                            .forEach(
                                    (name, value) ->
                                            own.computeIfAbsent(name, first -> new ArrayList<>())
                                                    .add(value));
                }
            }
        }
        return new Outcome(values);
    }

    /** What all rounds gave. */
    public static final class Outcome {
        private final Map<String, Map<String, List<Double>>> values;

        private Outcome(Map<String, Map<String, List<Double>>> values) {
            this.values = values;
        }

        /** The contestants, in their order. */
        public List<String> contestants() {
            return List.copyOf(values.keySet());
        }

        /** Whether a contestant has a figure. */
        public boolean has(String contestant, String figure) {
            return values.getOrDefault(contestant, Map.of()).containsKey(figure);
        }

        /** A figure of a contestant. */
        public Series series(String contestant, String figure) {
            List<Double> series = values.getOrDefault(contestant, Map.of()).get(figure);
            if (series == null) {
                throw new IllegalArgumentException(
                        "'" + contestant + "' has no figure '" + figure + "'; there are " + values);
            }
            return new Series(series);
        }

        /** A figure for each unit of another of the same contestant, round by round. */
        public Series per(String contestant, String figure, String unit) {
            return series(contestant, figure).over(series(contestant, unit)).pairs();
        }

        /** A figure of one contestant over that of another, round by round. */
        public Ratio ratio(String figure, String contestant, String other) {
            return series(contestant, figure).over(series(other, figure));
        }
    }
}
