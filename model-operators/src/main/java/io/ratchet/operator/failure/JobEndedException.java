package io.ratchet.operator.failure;

/** Why the job manager has ended a job: the cause, and what to do. */
public final class JobEndedException extends EndingException {
    private static final long serialVersionUID = 1L;

    private JobEndedException(String message) {
        super(message);
    }

    /** A failure that the table ends the job for. */
    static JobEndedException of(FailurePolicy policy, Verdict verdict) {
        return new JobEndedException(
                "Job '"
                        + policy.job()
                        + "' ends ("
                        + verdict.row().name()
                        + ", "
                        + verdict.place().label()
                        + "): "
                        + verdict.text());
    }

    /** A job that gets nowhere. */
    static JobEndedException ofNoProgress(FailurePolicy policy, Standing standing, Verdict last) {
        return new JobEndedException(
                "Job '"
                        + policy.job()
                        + "' ends: no new step was committed in "
                        + standing.restarts()
                        + " restarts and "
                        + standing.stuck().toSeconds()
                        + " s, and restarts.withoutProgress is "
                        + policy.bounds().restarts()
                        + ", restarts.giveUpAfter "
                        + policy.bounds().time().toSeconds()
                        + " s. The last failure ("
                        + last.row().name()
                        + ", "
                        + last.place().label()
                        + "): "
                        + last.text());
    }
}
