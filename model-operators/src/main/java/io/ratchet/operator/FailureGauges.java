package io.ratchet.operator;

import io.ratchet.operator.failure.FailureJudge;
import io.ratchet.operator.failure.Standing;
import io.ratchet.operator.failure.Verdict;
import java.util.function.Function;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** What the job manager shows of a job's failures: texts and numbers that REST tells. */
final class FailureGauges {
    private static final int MOST_CHARACTERS = 2000;

    private FailureGauges() {}

    static void register(MetricGroup group, FailureJudge judge) {
        group.gauge("restartsWithoutProgress", (Gauge<Integer>) () -> judge.standing().restarts());
        group.gauge("restartOutlook", (Gauge<String>) () -> outlook(judge.standing()));
        text(group, judge, "restartCase", verdict -> verdict.row().name());
        text(group, judge, "restartPlace", verdict -> verdict.place().label());
        text(group, judge, "restartRuling", verdict -> verdict.ruling().label());
        text(group, judge, "restartCause", Verdict::cause);
        text(group, judge, "restartInstruction", verdict -> verdict.row().instruction());
    }

    private static String outlook(Standing standing) {
        return standing.isStuck() ? standing.outlook() : "";
    }

    private static void text(
            MetricGroup group, FailureJudge judge, String name, Function<Verdict, String> part) {
        group.gauge(
                name,
                (Gauge<String>)
                        () -> judge.standing().last().map(part).map(FailureGauges::cut).orElse(""));
    }

    private static String cut(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS);
    }
}
