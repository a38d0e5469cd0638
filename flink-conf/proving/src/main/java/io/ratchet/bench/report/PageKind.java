package io.ratchet.bench.report;

/**
 * A page that is written by a command.
 *
 * @param command which makes the sections
 * @param head what a new page begins with
 */
public record PageKind(String command, String head) {
    /** {@code ratchet bench}. */
    public static final PageKind BENCHMARKS =
            new PageKind(
                    "bench",
                    """
                    # Benchmarks: the figures

                    Made by `flink-conf/bin/ratchet bench --markdown docs/prove/figures/benchmarks.md`, of the module
                    `flink-conf/proving`; with names of suites, only their sections
                    are measured again. Each suite lets its contestants take turns within one run: A B C, A B C, … Figures are
                    medians over the rounds, with minimum and maximum in parentheses; ratios are taken round by round, so that what
                    disturbs the machine disturbs both sides. Where the rounds differ too much, no ratio is told. Absolute figures
                    are those of a small shared machine: compare ratios.
                    """);
}
