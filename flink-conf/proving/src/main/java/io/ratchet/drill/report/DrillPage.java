package io.ratchet.drill.report;

import io.ratchet.bench.measure.Series;
import io.ratchet.bench.measure.SuiteReport;
import io.ratchet.bench.measure.Table;
import io.ratchet.bench.measure.Target;
import io.ratchet.bench.measure.Text;
import io.ratchet.bench.report.PageKind;
import io.ratchet.drill.measure.DrillResult;
import io.ratchet.drill.measure.Goal;
import io.ratchet.drill.measure.Recovery;
import io.ratchet.drill.measure.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Results as sections of a page, one for each fault. */
public final class DrillPage {
    /** {@code ratchet drill}. */
    public static final PageKind KIND =
            new PageKind(
                    "drill",
                    """
                    # Reliability: the figures

                    Made by `flink-conf/bin/ratchet drill --markdown docs/prove/figures/reliability.md`, of the module
                    `flink-conf/proving`; with names of faults, only their sections
                    are measured again. Each fault strikes one job again and again, on a real cluster of separate processes, while
                    its topic is fed. Times are taken from outside, from step records on Kafka and from Flink's REST interface, in
                    seconds from the fault. In the end, what was committed is compared with the input, record by record, and the
                    model with that of a plain loop over the same records.
                    """);

    private DrillPage() {}

    /** A fault's section. */
    public static SuiteReport section(DrillResult result) {
        return new SuiteReport(
                result.fault(),
                result.story(),
                result.setting(),
                List.of(committed(result), times(result)),
                result.goal().map(goal -> target(result, goal)).stream().toList());
    }

    private static Table committed(DrillResult result) {
        Verdict verdict = result.verdict();
        return new Table.Builder("What was committed", "", "")
                .row("repeats of the fault", Integer.toString(result.recoveries().size()))
                .row("steps", Long.toString(verdict.steps()))
                .row("gaps", Long.toString(verdict.gaps()))
                .row("repeated", Long.toString(verdict.repeated()))
                .row("the same model to the bit", verdict.identical() ? "yes" : "**no**")
                .build();
    }

    private static Table times(DrillResult result) {
        Table.Builder table =
                new Table.Builder("Seconds from the fault", "until", "p50", "p95", "most");
        row(table, "a failure is noted", result, Recovery::detect);
        row(table, "TRAIN is deployed again", result, Recovery::restart);
        row(table, "every task has its state", result, Recovery::restore);
        row(table, "**the first new step**", result, Recovery::firstStep);
        row(table, "caught up", result, Recovery::caughtUp);
        row(table, "steps replayed and written again (a count)", result, Recovery::replayed);
        return table.build();
    }

    private static void row(
            Table.Builder table,
            String part,
            DrillResult result,
            ToDoubleFunction<Recovery> figure) {
        List<Double> known =
                result.recoveries().stream()
                        .mapToDouble(figure)
                        .filter(Double::isFinite)
                        .boxed()
                        .toList();
        if (known.isEmpty()) {
            table.row(part, "–", "–", "–");
            return;
        }
        Series series = new Series(known);
        table.row(
                part,
                Text.number(series.percentile(0.5)),
                Text.number(series.percentile(0.95)),
                Text.number(series.maximum()));
    }

    private static Target target(DrillResult result, Goal goal) {
        Series seconds = result.firstSteps();
        String name =
                String.format(
                        Locale.ROOT,
                        "%s: fault to first new step, p%.0f, seconds",
                        result.fault(),
                        100 * goal.share());
        return new Target(
                result.fault(),
                name,
                seconds.percentile(goal.share()),
                goal.seconds(),
                Target.Direction.MAX,
                result.met(),
                seconds.spread());
    }
}
