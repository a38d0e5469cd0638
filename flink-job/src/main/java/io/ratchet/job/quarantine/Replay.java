package io.ratchet.job.quarantine;

import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.configuration.RunConfiguration;
import io.ratchet.job.message.Message;
import io.ratchet.job.record.QuarantineEntry;
import io.ratchet.kafka.topic.RatchetTopics;
import io.ratchet.training.batch.PartitionPlaces;
import io.ratchet.training.run.PartitionSpan;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Sends refused records of a run to their topic again, for a run that accepts them now: each once,
 * and none that the run reads where it stands.
 */
public final class Replay {
    /** So many are looked at, and sent in one transaction, at a time. */
    private static final int AT_ONCE = 500;

    private static final long BYTES_AT_ONCE = 8 * 1024 * 1024;

    private final JobConfiguration job;
    private final Map<String, String> clients;
    private final String from;
    private final ReplayTarget target;
    private final Clock clock;
    private final Map<String, OffsetLedger> refusedByRun = new TreeMap<>();
    private final OffsetLedger refusedByTarget = new OffsetLedger();

    /**
     * A replay.
     *
     * @param from the run whose refused records are sent
     * @param to the run that is to take them
     * @param ends where each partition of the topic begins and ends now
     * @throws ReplayException if it could take none
     */
    public Replay(
            JobConfiguration job,
            Map<String, String> clients,
            String from,
            RunConfiguration to,
            List<PartitionSpan> ends,
            Clock clock) {
        this.job = job;
        this.clients = Map.copyOf(clients);
        this.from = from;
        this.target = ReplayTarget.of(job, to, clients, ends);
        this.clock = clock;
        topic().read(this::index);
    }

    private QuarantineTopic topic() {
        return new QuarantineTopic(clients, job.topics().quarantine());
    }

    private void index(QuarantineEntry entry) {
        if (!entry.kind().equals(QuarantineEntry.RECORD)
                || !entry.topic().equals(target.run().input().topic())) {
            return;
        }
        // What an earlier generation has refused, the one that trains may accept.
        if (target.isCurrent(entry)) {
            refusedByRun
                    .computeIfAbsent(entry.run(), run -> new OffsetLedger())
                    .addQuarantined(entry);
        }
        if (entry.run().equals(target.run().id()) && entry.generation() == target.generation()) {
            refusedByTarget.addQuarantined(entry);
        }
    }

    /** Whether the run ends where its topic has ended, before what is sent. */
    public boolean isBounded() {
        return target.isBounded();
    }

    /** What would become of each record; sends nothing. */
    public ReplayCounts plan(boolean othersToo) {
        ReplayLog log = readLog();
        return run(log, null, othersToo);
    }

    /**
     * Sends.
     *
     * @param othersToo whether other runs of the job may train the records a second time
     * @throws ReplayException if others would, and may not, or if Kafka does not take them
     */
    public ReplayCounts send(boolean othersToo) {
        try (ReplaySender sender = new ReplaySender(clients, logTopic())) {
            sender.begin();
            // Behind begin: nobody else can have noted anything since.
            return run(readLog(), sender, othersToo);
        }
    }

    private String logTopic() {
        return RatchetTopics.of(job.topics().prefix()).replays();
    }

    private ReplayLog readLog() {
        return ReplayLog.read(clients, logTopic(), target.run().input().topic());
    }

    private ReplayCounts run(ReplayLog log, @Nullable ReplaySender sender, boolean othersToo) {
        ReplayCounts counts = new ReplayCounts();
        ReplayJudge judge = new ReplayJudge(target, refusedByTarget, log);
        try (Originals originals = new Originals(clients)) {
            Stretch stretch = new Stretch(judge, originals, log, counts, sender, othersToo);
            topic().read(
                            entry -> {
                                if (isMeant(entry)) {
                                    stretch.take(entry);
                                }
                            });
            stretch.flush();
        }
        return counts;
    }

    private boolean isMeant(QuarantineEntry entry) {
        return entry.run().equals(from)
                && entry.kind().equals(QuarantineEntry.RECORD)
                && entry.topic().equals(target.run().input().topic());
    }

    /** Entries that are looked at together. */
    private final class Stretch {
        private final ReplayJudge judge;
        private final Originals originals;
        private final ReplayLog log;
        private final ReplayCounts counts;
        private final @Nullable ReplaySender sender;
        private final boolean othersToo;
        private final List<QuarantineEntry> waiting = new ArrayList<>();
        private long bytes;

        private Stretch(
                ReplayJudge judge,
                Originals originals,
                ReplayLog log,
                ReplayCounts counts,
                @Nullable ReplaySender sender,
                boolean othersToo) {
            this.judge = judge;
            this.originals = originals;
            this.log = log;
            this.counts = counts;
            this.sender = sender;
            this.othersToo = othersToo;
        }

        private void take(QuarantineEntry entry) {
            waiting.add(entry);
            bytes += entry.length();
            if (waiting.size() >= AT_ONCE || bytes >= BYTES_AT_ONCE) {
                flush();
            }
        }

        private void flush() {
            List<QuarantineEntry> open = new ArrayList<>();
            TreeSet<String> seen = new TreeSet<>();
            for (QuarantineEntry entry : waiting) {
                Optional<ReplayRuling> ruling = judge.before(entry);
                ruling.ifPresent(known -> counts.add(entry, known));
                // Two generations may have refused the same record.
                if (ruling.isEmpty() && seen.add(place(entry))) {
                    open.add(entry);
                }
            }
            List<Optional<Original>> found = originals.of(open);
            List<ReplaySender.Outgoing> outgoing = new ArrayList<>();
            for (int at = 0; at < open.size(); at++) {
                ReplayRuling ruling = judge.of(open.get(at), found.get(at));
                counts.add(open.get(at), ruling);
                if (ruling instanceof ReplayRuling.Send send) {
                    refuseOthers(open.get(at), send);
                    outgoing.add(new ReplaySender.Outgoing(open.get(at), send));
                }
            }
            if (sender != null && !outgoing.isEmpty()) {
                sender.send(outgoing, target.run().id(), clock.millis());
            }
            log.add(outgoing.stream().map(ReplaySender.Outgoing::entry).toList());
            waiting.clear();
            bytes = 0;
        }

        private void refuseOthers(QuarantineEntry entry, ReplayRuling.Send send) {
            for (RunConfiguration other : job.runs()) {
                if (!othersToo && takesAgain(other, entry, send)) {
                    throw new ReplayException(
                            Message.of(
                                    """
                                    Not sent: run '%s' reads topic '%s' too and has not refused \
                                    the record at %s, so that it would train it a second time. Say \
                                    --others-too if that may be.""",
                                    other.id(), entry.topic(), place(entry)));
                }
            }
        }
    }

    /** Whether another run, which has accepted a record, gets it once more. */
    private boolean takesAgain(
            RunConfiguration other, QuarantineEntry entry, ReplayRuling.Send send) {
        PartitionPlaces place = entry.places().partitions().get(0);
        OffsetLedger refused = refusedByRun.get(other.id());
        boolean sameKey =
                other.input().key().isEmpty()
                        || Arrays.equals(
                                other.input().key().get().getBytes(StandardCharsets.UTF_8),
                                send.key());
        return !other.id().equals(target.run().id())
                && other.input().topic().equals(entry.topic())
                && sameKey
                && (refused == null || !refused.holds(place.partition(), place.from()));
    }

    private static String place(QuarantineEntry entry) {
        PartitionPlaces place = entry.places().partitions().get(0);
        return "partition " + place.partition() + ", offset " + place.from();
    }
}
