package io.ratchet.job.quarantine;

import io.ratchet.job.message.Message;
import io.ratchet.job.record.QuarantineEntry;
import io.ratchet.job.sample.Words;
import io.ratchet.training.batch.PartitionPlaces;
import io.ratchet.training.run.RefusalCount;
import io.ratchet.training.run.RefusalCounts;
import java.util.ArrayList;
import java.util.List;

/** What has become, or would become, of the records of a replay. */
public final class ReplayCounts {
    private static final int SHOWN = 3;

    private long sent;
    private long sentBefore;
    private long readsItself;
    private RefusalCounts stillRefused = RefusalCounts.NONE;
    private RefusalCounts notPossible = RefusalCounts.NONE;

    void add(QuarantineEntry entry, ReplayRuling ruling) {
        if (ruling instanceof ReplayRuling.Send) {
            sent++;
        } else if (ruling instanceof ReplayRuling.SentBefore) {
            sentBefore++;
        } else if (ruling instanceof ReplayRuling.ReadsItself) {
            readsItself++;
        } else if (ruling instanceof ReplayRuling.StillRefused refused) {
            stillRefused = stillRefused.and(one(entry, refused.reason(), refused.detail()));
        } else if (ruling instanceof ReplayRuling.NotPossible not) {
            notPossible = notPossible.and(one(entry, not.why(), ""));
        }
    }

    private static RefusalCounts one(QuarantineEntry entry, String reason, String detail) {
        PartitionPlaces place = entry.places().partitions().get(0);
        return RefusalCounts.of(
                new RefusalCount(reason, 1, place.partition(), place.from(), detail));
    }

    /** How many were sent. */
    public long sent() {
        return sent;
    }

    /** How many were sent by an earlier replay. */
    public long sentBefore() {
        return sentBefore;
    }

    /** How many the run reads where they stand. */
    public long readsItself() {
        return readsItself;
    }

    /** Those that the run would refuse again. */
    public RefusalCounts stillRefused() {
        return stillRefused;
    }

    /** Those that cannot be sent. */
    public RefusalCounts notPossible() {
        return notPossible;
    }

    /** Whether all that could be wanted was done. */
    public boolean isComplete() {
        return stillRefused.isEmpty() && notPossible.isEmpty();
    }

    /** In words, a line each. */
    public List<String> lines(String run, boolean dry) {
        List<String> lines = new ArrayList<>();
        lines.add(Words.count(sent) + (dry ? " would be sent again" : " sent again"));
        if (sentBefore > 0) {
            lines.add(Words.count(sentBefore) + " were sent before, and not again");
        }
        if (readsItself > 0) {
            lines.add(
                    Message.of(
                            """
                            %s are read by run '%s' where they stand, and not sent: it would train \
                            them twice""",
                            Words.count(readsItself), run));
        }
        if (!stillRefused.isEmpty()) {
            lines.add(
                    Message.of(
                            "%s are still refused as the run is configured, and not sent",
                            Words.count(stillRefused.records())));
        }
        for (RefusalCount count : stillRefused.commonest(SHOWN)) {
            lines.add(
                    Message.of(
                            "  %s %s, the first in partition %s at offset %s: %s",
                            Words.count(count.records()),
                            count.reason(),
                            count.partition(),
                            count.offset(),
                            count.detail()));
        }
        for (RefusalCount count : notPossible.commonest(SHOWN)) {
            lines.add(
                    Message.of(
                            "%s not sent: the first, in partition %s at offset %s, %s",
                            Words.count(count.records()),
                            count.partition(),
                            count.offset(),
                            count.reason()));
        }
        return lines;
    }
}
