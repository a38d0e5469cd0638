package io.ratchet.operator.failure;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Where everything in the job manager that hears of a start's failures finds its judge: in the
 * class loader of the job, under the start's token, since a source's enumerator sees nothing else.
 *
 * <p><b>Lifecycle</b>: a judge is there from when TRAIN's coordinator starts until that is closed.
 * <b>Threading</b>: any thread.
 */
public final class FailureDesk {
    private static final ConcurrentMap<String, FailureJudge> JUDGES = new ConcurrentHashMap<>();

    private FailureDesk() {}

    /** Opens the desk of a start. */
    public static void open(String start, FailureJudge judge) {
        JUDGES.put(start, judge);
    }

    /** Closes it, unless another judge has come since. */
    public static void close(String start, FailureJudge judge) {
        JUDGES.remove(start, judge);
    }

    /** Tells of a failure; nobody hears it where no such start runs in this process. */
    public static void tell(String start, Place place, Throwable failure) {
        FailureJudge judge = JUDGES.get(start);
        if (judge != null) {
            judge.failed(place, failure);
        }
    }

    /** How a start stands; empty where it does not run in this process. */
    public static Optional<Standing> standing(String start) {
        return Optional.ofNullable(JUDGES.get(start)).map(FailureJudge::standing);
    }

    static Duration pause(String start) {
        FailureJudge judge = JUDGES.get(start);
        return judge == null ? Duration.ZERO : judge.pause();
    }
}
