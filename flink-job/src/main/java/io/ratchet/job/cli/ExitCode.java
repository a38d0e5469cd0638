package io.ratchet.job.cli;

/** What the command line exits with. */
public final class ExitCode {
    /** Done. */
    public static final int DONE = 0;

    /** The command ran, and what it was to show or to reach does not hold. */
    public static final int FAILED = 1;

    /** The command line or the configuration cannot be used; nothing was started. */
    public static final int USAGE = 2;

    private ExitCode() {}
}
