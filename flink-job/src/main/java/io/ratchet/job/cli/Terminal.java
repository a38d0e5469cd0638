package io.ratchet.job.cli;

/** Whether somebody watches. */
public final class Terminal {
    private Terminal() {}

    /** Whether a line that is written can be drawn over. */
    @SuppressWarnings("SystemConsoleNull") // from JDK 22 on TERM alone decides
    public static boolean isWatched() {
        String kind = System.getenv("TERM");
        return System.console() != null && kind != null && !kind.equals("dumb");
    }
}
