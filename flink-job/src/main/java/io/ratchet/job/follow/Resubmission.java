package io.ratchet.job.follow;

import io.ratchet.job.checkpoint.DamagedCheckpointException;
import io.ratchet.job.sink.LostTransactionException;
import io.ratchet.operator.restore.DamagedStateException;
import io.ratchet.operator.restore.UnusableCheckpointException;
import java.util.List;
import java.util.Optional;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.SerializedThrowable;

/**
 * Whether a job that has ended should be planned and submitted again at once: it has found its
 * checkpoint unusable and marked it, and the next plan passes it over. Each time there is one
 * checkpoint less to go on from, so that this comes to an end.
 */
public final class Resubmission {
    /** A cluster's REST endpoint tells of a failure by its stack trace only. */
    private static final List<String> UNUSABLE =
            List.of(
                    DamagedCheckpointException.class.getName(),
                    DamagedStateException.class.getName(),
                    LostTransactionException.class.getName());

    private Resubmission() {}

    /** Why the job should be submitted again; nothing if it should not. */
    public static Optional<String> reason(JobResult result) {
        return result.getSerializedThrowable().flatMap(Resubmission::reason);
    }

    /** Whether a stack trace tells of a checkpoint that cannot be used. */
    public static boolean isToldOfIn(String stackTrace) {
        return UNUSABLE.stream().anyMatch(stackTrace::contains);
    }

    private static Optional<String> reason(Throwable failure) {
        Throwable original =
                failure instanceof SerializedThrowable serialized
                        ? serialized.deserializeError(Resubmission.class.getClassLoader())
                        : failure;
        Optional<String> reason =
                ExceptionUtils.findThrowable(original, UnusableCheckpointException.class)
                        .map(Throwable::getMessage);
        if (reason.isPresent() || original.getCause() == null) {
            return reason;
        }
        return reason(original.getCause());
    }
}
