package io.ratchet.job.quarantine;

import io.ratchet.job.decode.RawRecord;
import io.ratchet.job.decode.RecordRouter;
import io.ratchet.job.decode.RecordWatch;
import io.ratchet.job.record.QuarantineEntry;
import io.ratchet.training.batch.PartitionPlaces;
import io.ratchet.training.run.RefusalCount;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides for each refused record whether it is to be sent to its topic again. */
final class ReplayJudge {
    private final ReplayTarget target;
    private final OffsetLedger refusedByTarget;
    private final ReplayLog log;
    private @Nullable RefusalCount refusal;

    /**
     * @param refusedByTarget what the run has refused itself in the generation that it is in
     * @param log what was sent before
     */
    ReplayJudge(ReplayTarget target, OffsetLedger refusedByTarget, ReplayLog log) {
        this.target = target;
        this.refusedByTarget = refusedByTarget;
        this.log = log;
    }

    /** Without a look at the record itself; nothing where that is needed. */
    Optional<ReplayRuling> before(QuarantineEntry entry) {
        PartitionPlaces place = entry.places().partitions().get(0);
        if (log.holds(entry)) {
            return Optional.of(new ReplayRuling.SentBefore());
        }
        boolean own = refusedByTarget.holds(place.partition(), place.from());
        return target.reads(place.partition(), place.from()) && !own
                ? Optional.of(new ReplayRuling.ReadsItself())
                : Optional.empty();
    }

    /** The ruling. */
    ReplayRuling of(QuarantineEntry entry, Optional<Original> found) {
        if (found.isEmpty()) {
            return new ReplayRuling.NotPossible(
                    "is no longer on its topic, and not whole in quarantine");
        }
        Original original = found.get();
        PartitionPlaces place = entry.places().partitions().get(0);
        byte @Nullable [] key = original.key();
        int partition = place.partition();
        Optional<String> wanted = target.run().input().key();
        if (wanted.isPresent()) {
            byte[] own = wanted.get().getBytes(StandardCharsets.UTF_8);
            boolean same = entry.run().equals(target.run().id());
            if (original.keyKnown() ? !Arrays.equals(own, key) : !same) {
                return new ReplayRuling.NotPossible(
                        original.keyKnown()
                                ? "has another key than the run's"
                                : "has lost its key with its topic's record");
            }
            key = own;
            partition = target.keyPartition().orElse(partition);
        }
        if (!target.readsOn(partition)) {
            return new ReplayRuling.NotPossible("stands in a partition that the run does not read");
        }
        RawRecord record =
                new RawRecord(partition, place.from(), key, original.value(), original.headers());
        RefusalCount refused = refusal(record);
        return refused == null
                ? new ReplayRuling.Send(partition, key, original)
                : new ReplayRuling.StillRefused(refused.reason(), refused.detail());
    }

    /** Why the run would refuse it, by the job's own decoder. */
    private @Nullable RefusalCount refusal(RawRecord record) {
        refusal = null;
        RecordRouter router = new RecordRouter(target.input(), new Watch());
        router.take(record, block -> {});
        return refusal;
    }

    private final class Watch implements RecordWatch {
        @Override
        public void value(int column, byte[] bytes, int from, int to) {}

        @Override
        public void missing(int column) {}

        @Override
        public void accepted() {}

        @Override
        public void refused(RawRecord record, String reason, String detail) {
            refusal = new RefusalCount(reason, 1, record.partition(), record.offset(), detail);
        }
    }
}
