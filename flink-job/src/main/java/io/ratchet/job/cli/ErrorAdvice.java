package io.ratchet.job.cli;

import io.ratchet.job.message.Message;
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
        return Message.of(
                "The process ends of an error%s: %s.%s",
                where.isEmpty() ? "" : " " + where, error, advice(error));
    }

    private static String advice(Error error) {
        String message = String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
        if (!(error instanceof OutOfMemoryError)) {
            return " The log has where. What is committed stays; the same command goes on.";
        }
        if (message.contains("direct buffer") || message.contains("memory segments")) {
            return Message.of(
                    """
                     Flink's network buffers and Kafka's clients need more memory outside of the \
                    heap than Java may take, which is as much as -Xmx unless it is \
                    given.%sRATCHET_JAVA_OPTS='-XX:MaxDirectMemorySize=1g'.""",
                    OPTIONS);
        }
        if (message.contains("metaspace")) {
            return Message.of(
                    " Java may load too few classes.%sRATCHET_JAVA_OPTS='-XX:MaxMetaspaceSize=512m'.",
                    OPTIONS);
        }
        if (message.contains("thread")) {
            return """
                     The system gives this user no more threads: raise 'ulimit -u', or the limit \
                    of the container.""";
        }
        return " The heap is too small." + OPTIONS + "RATCHET_JAVA_OPTS='-Xmx4g'.";
    }
}
