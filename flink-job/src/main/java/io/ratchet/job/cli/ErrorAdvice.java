package io.ratchet.job.cli;

import java.util.Locale;

/** What an error of the Java machine means for who has given a command, and what to set. */
final class ErrorAdvice {
    private static final String OPTIONS = " Give it more, for example with ";

    private ErrorAdvice() {}

    /**
     * One message.
     *
     * @param where it has come up, in words; may be empty
     */
    static String of(Error error, String where) {
        return "The process ends of an error"
                + (where.isEmpty() ? "" : " " + where)
                + ": "
                + error
                + "."
                + advice(error);
    }

    private static String advice(Error error) {
        String message = String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
        if (!(error instanceof OutOfMemoryError)) {
            return " The log has where. What is committed stays; the same command goes on.";
        }
        if (message.contains("direct buffer") || message.contains("memory segments")) {
            return " Flink's network buffers and Kafka's clients need more memory outside of the"
                    + " heap than Java may take, which is as much as -Xmx unless it is given."
                    + OPTIONS
                    + "RATCHET_JAVA_OPTS='-XX:MaxDirectMemorySize=1g'.";
        }
        if (message.contains("metaspace")) {
            return " Java may load too few classes."
                    + OPTIONS
                    + "RATCHET_JAVA_OPTS='-XX:MaxMetaspaceSize=512m'.";
        }
        if (message.contains("thread")) {
            return " The system gives this user no more threads: raise 'ulimit -u', or the limit of"
                    + " the container.";
        }
        return " The heap is too small." + OPTIONS + "RATCHET_JAVA_OPTS='-Xmx4g'.";
    }
}
