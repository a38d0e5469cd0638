package io.ratchet.job.sink;

import io.ratchet.job.record.ForeignRecord;
import io.ratchet.job.track.Track;
import io.ratchet.job.track.TrackHeader;
import io.ratchet.job.track.TrackRange;
import io.ratchet.operator.restore.RestoredCheckpoint;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What of a checkpoint's transactions nobody finds committed: whether it was never committed, or
 * was, and has gone since.
 *
 * <p>What was prepared stood on its topic when the checkpoint was taken. What still stands there
 * and is not committed was aborted: a broker that compacts removes that before it removes what was
 * committed behind it. Where it does not stand there, three things can have removed it:
 *
 * <ul>
 *   <li>Retention, or somebody: then its partition begins behind where it was read from. That is
 *       left out of account.
 *   <li>Compaction: then something newer has its key. On the topic of claims, which is made for
 *       that, a run's state is lost only where nothing can have taken its place: what else the run
 *       has in the transaction is found, or not even an older state of it is there, means that it
 *       was displaced. On others nobody can tell.
 *   <li>Neither: the transaction was aborted and that has been cleaned away, or the broker has lost
 *       the end of the topic.
 * </ul>
 *
 * @param missing what is not found, and should be
 * @param proven what of it was never committed, for sure
 * @param losing the topics that lose records by themselves, or have
 */
record LostProof(Positions missing, Positions proven, Set<String> losing) {
    private static final Logger LOG = LoggerFactory.getLogger(LostProof.class);

    /**
     * Looks for a proof.
     *
     * @param prepared the transactions, oldest first
     * @param found what is committed behind where the topics were read from
     * @param span what was read
     */
    static LostProof of(
            OutputTopics topics,
            List<SinkState.Prepared> prepared,
            Positions found,
            OutputSpan span)
            throws IOException, ExecutionException, InterruptedException {
        Positions owed = new Positions();
        prepared.forEach(transaction -> transaction.content().forEach(owed::add));
        if (owed.without(found).of(track -> !span.wasMadeAgain(track)).isEmpty()) {
            return new LostProof(new Positions(), new Positions(), Set.of());
        }
        return new Search(topics, found, span).of(prepared);
    }

    boolean isEmpty() {
        return missing.isEmpty();
    }

    /**
     * What comes of it.
     *
     * @param checkpoint is marked where something is proven
     * @param leavesNothing whether nothing of the job was ever committed
     */
    Exception failure(RestoredCheckpoint checkpoint, boolean leavesNothing) {
        return proven.isEmpty()
                ? SinkException.ofCompacted(losing, missing)
                : LostTransactionException.of(proven, leavesNothing, checkpoint);
    }

    /** The search for it: what else stands on the topics. */
    private static final class Search {
        private final OutputTopics topics;
        private final Positions found;
        private final OutputSpan span;
        private final Set<String> losing;
        private final Positions written = new Positions();
        private final Set<TrackEnd> ends = new HashSet<>();
        private final Set<Keyed> foreign = new HashSet<>();
        private final Positions missing = new Positions();
        private final Positions proven = new Positions();
        private @Nullable Set<Track> reported;

        /** Where a record ends on its track. */
        private record TrackEnd(Track track, long to) {}

        /** A key on a topic; what the job writes has the run as its key. */
        private record Keyed(String topic, String key) {}

        Search(OutputTopics topics, Positions found, OutputSpan span)
                throws IOException, ExecutionException, InterruptedException {
            this.topics = topics;
            this.found = found;
            this.span = span;
            this.losing = new TreeSet<>(topics.compacted());
            topics.written(span.since(), span.ends(), this::see);
        }

        private void see(ConsumerRecord<byte[], byte[]> record) {
            Optional<List<TrackRange>> ranges = TrackHeader.decode(record.headers());
            for (TrackRange range : ranges.orElse(List.of())) {
                written.add(range);
                ends.add(new TrackEnd(range.track(), range.to()));
            }
            if (ranges.isEmpty()) {
                foreign.add(new Keyed(record.topic(), ForeignRecord.key(record.key())));
            }
        }

        LostProof of(List<SinkState.Prepared> prepared) throws IOException {
            Positions before = new Positions();
            for (SinkState.Prepared transaction : prepared) {
                Positions content = transaction.content();
                Positions notFound = content.without(found);
                for (Track track : notFound.tracks()) {
                    if (!span.wasMadeAgain(track)) {
                        judge(track, notFound.of(track::equals), content, found.without(before));
                    }
                }
                content.forEach(before::add);
            }
            return new LostProof(missing, proven, losing);
        }

        /**
         * Judges what is not found of one track of a transaction.
         *
         * @param content what is in the transaction
         * @param newer what is found and in none before
         */
        private void judge(Track track, Positions own, Positions content, Positions newer)
                throws IOException {
            if (isWritten(track, own)) {
                prove(own);
            } else if (track.topic().equals(topics.claims())) {
                if (isWrittenOver(track, newer) || wasDisplaced(track, content)) {
                    LOG.warn(
                            "What was reported of {} is not on its topic. Somebody has written or"
                                    + " deleted under the run's key, or the broker has lost it; the"
                                    + " next state is reported as ever",
                            own);
                } else {
                    prove(own);
                }
            } else if (!span.isCut(track)) {
                if (isWrittenOver(track, newer) || losing.contains(track.topic())) {
                    losing.add(track.topic());
                    own.forEach(missing::add);
                } else {
                    prove(own);
                }
            }
        }

        private void prove(Positions own) {
            own.forEach(missing::add);
            own.forEach(proven::add);
        }

        /**
         * Whether it stands on its topic, uncommitted. A state reaches over all that its run has
         * done: a later one that was aborted reaches over it too, and is not this one.
         */
        private boolean isWritten(Track track, Positions own) {
            if (!track.topic().equals(topics.claims())) {
                return !own.without(own.without(written)).isEmpty();
            }
            return ends.contains(new TrackEnd(track, own.end(track)));
        }

        private boolean isWrittenOver(Track track, Positions newer) {
            return foreign.contains(new Keyed(track.topic(), track.run()))
                    || newer.tracks().stream()
                            .anyMatch(
                                    other ->
                                            other.topic().equals(track.topic())
                                                    && other.run().equals(track.run()));
        }

        /** Also by something that has gone itself, as what deletes a key does after a day. */
        private boolean wasDisplaced(Track track, Positions content) throws IOException {
            Positions others =
                    content.of(
                            other ->
                                    other.run().equals(track.run())
                                            && !other.topic().equals(topics.claims()));
            return (!others.isEmpty() && others.without(found).isEmpty())
                    || !reportedTracks().contains(track);
        }

        /** Of which tracks any state is committed; the topic is read once, and only if asked. */
        private Set<Track> reportedTracks() throws IOException {
            if (reported == null) {
                reported = topics.committed(span.begins(), span.endsOf(topics.claims())).tracks();
            }
            return reported;
        }
    }
}
