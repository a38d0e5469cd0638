package io.ratchet.job.quarantine;

import org.jspecify.annotations.Nullable;

/** What becomes of a refused record when it is to be sent again. */
sealed interface ReplayRuling {
    /** It is sent. */
    record Send(int partition, byte @Nullable [] key, Original original) implements ReplayRuling {}

    /** It was sent by an earlier replay. */
    record SentBefore() implements ReplayRuling {}

    /** The run reads it where it stands, or has read it. */
    record ReadsItself() implements ReplayRuling {}

    /** The run would refuse it again. */
    record StillRefused(String reason, String detail) implements ReplayRuling {}

    /** It cannot be sent. */
    record NotPossible(String why) implements ReplayRuling {}
}
