package io.ratchet.job.source;

import io.ratchet.job.message.Message;
import io.ratchet.operator.failure.EndingException;

/** A topic that runs read is no longer there, or is another one of the same name. */
public final class MissingInputException extends EndingException {
    private static final long serialVersionUID = 1L;

    private MissingInputException(String message) {
        super(message);
    }

    static MissingInputException gone(String topic) {
        return new MissingInputException(
                Message.of(
                        """
                        Topic '%s' was deleted while its records were trained: the broker does not \
                        know it any more. What was not trained of it yet is lost, so the runs that \
                        read it cannot come to their end. Bring it back with its offsets, or start \
                        afresh, as the next generation, with resume: never.""",
                        topic));
    }

    static MissingInputException replaced(String topic, String before, String now) {
        return new MissingInputException(
                Message.of(
                        """
                        Topic '%s' was deleted and made again while its records were trained: its \
                        id was %s and is %s. Its offsets mean other records now, and going on \
                        would mix the two. Start afresh, as the next generation, with resume: \
                        never, or give the runs new ids.""",
                        topic, before, now));
    }
}
