package io.ratchet.job.follow;

import io.ratchet.job.message.Message;
import io.ratchet.operator.failure.FailureDesk;
import io.ratchet.operator.failure.Standing;
import io.ratchet.operator.failure.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a job has failed with last, and what the job manager makes of it.
 *
 * @param kind the row of the table of failures
 * @param place where it came
 * @param ruling what becomes of the job
 * @param cause what the failure says
 * @param instruction what to do where it does not get well
 * @param withoutProgress restarts since the last new committed step
 * @param outlook when the job ends if it goes on so; empty where it has made progress since
 */
public record RestartNote(
        String kind,
        String place,
        String ruling,
        String cause,
        String instruction,
        long withoutProgress,
        String outlook) {
    /** Of a start that runs in this process; empty where it has not failed. */
    /** What a job manager is asked for. */
    public static final List<String> METRICS =
            List.of(
                    "restartCase",
                    "restartPlace",
                    "restartRuling",
                    "restartCause",
                    "restartInstruction",
                    "restartsWithoutProgress",
                    "restartOutlook");

    /** What a job manager has told, by name; empty where its job has not restarted. */
    public static Optional<RestartNote> of(Map<String, String> values) {
        if (values.getOrDefault("restartCase", "").isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new RestartNote(
                        values.getOrDefault("restartCase", ""),
                        values.getOrDefault("restartPlace", ""),
                        values.getOrDefault("restartRuling", ""),
                        values.getOrDefault("restartCause", ""),
                        values.getOrDefault("restartInstruction", ""),
                        Long.parseLong(values.getOrDefault("restartsWithoutProgress", "0")),
                        values.getOrDefault("restartOutlook", "")));
    }

    public static Optional<RestartNote> ofThisProcess(String start) {
        return FailureDesk.standing(start)
                .flatMap(standing -> standing.last().map(last -> of(standing, last)));
    }

    private static RestartNote of(Standing standing, Verdict last) {
        return new RestartNote(
                last.row().name(),
                last.place().label(),
                last.ruling().label(),
                last.cause(),
                last.row().instruction(),
                standing.restarts(),
                standing.isStuck() ? standing.outlook() : "");
    }

    /** In a line. */
    public String text() {
        return Message.of(
                "%s (%s): %s%s",
                kind,
                place,
                cause.lines().findFirst().orElse(""),
                outlook.isEmpty() ? "" : "; " + outlook);
    }

    /** The same for what differs by figures only: offsets, attempts, addresses. */
    public String sameness() {
        return kind + place + cause.replaceAll("[0-9]+", "#");
    }
}
