package io.ratchet.job.claim;

import io.ratchet.job.log.CommittedRecords;
import io.ratchet.job.message.Message;
import io.ratchet.job.record.ForeignRecord;
import io.ratchet.job.record.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What starts have left on a run-state topic, and which of it counts.
 *
 * <p>A claim is a compare-and-swap on the topic's log: in the order of the log, it holds if its
 * epoch is above that of the claim that held before it. Of two starts that have read the same owner
 * the one that writes first has the job, and a start that was frozen and writes late has nothing.
 * So the owner is, at every moment, the first claim of the highest epoch: a claim that does not
 * hold never displaces one that does, and what a start deletes (everything of its job that is older
 * than its own claim) can never be the owner's. A reader that reads to the end therefore finds the
 * same owner whatever compaction has removed.
 *
 * <p>What cannot be read as what its key says is kept apart until it is deleted or written over:
 * whether it matters, depends on whose key it has.
 *
 * <p>What a start fixes it writes before its claim, under its own token; it counts if that claim is
 * the owner's. A start that has lost the job can write nothing that counts.
 */
public final class StartRecords {
    /** How the keys of the builds before the first release end. */
    private static final List<String> FORMER_SUFFIXES = List.of("#owner", "#start");

    private final String topic;
    private final Map<String, OwnerClaim> holders = new HashMap<>();
    private final Map<String, Long> offsets = new LinkedHashMap<>();
    private final Map<String, RunStart> starts = new HashMap<>();
    private final Map<String, ForeignRecord> foreign = new LinkedHashMap<>();

    StartRecords(String topic) {
        this.topic = topic;
    }

    /** Reads the topic to its end; nothing is on one that does not exist. */
    public static StartRecords read(Map<String, String> clients, String topic) {
        StartRecords records = new StartRecords(topic);
        CommittedRecords.readWritten(clients, topic, records::take);
        return records;
    }

    /** Takes the next record of the log; others than those of starts are passed over. */
    void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() != null) {
            take(
                    ForeignRecord.key(record.key()),
                    record.value(),
                    record.partition(),
                    record.offset());
        }
    }

    void take(String key, byte @Nullable [] value, int partition, long offset) {
        if (!isOfStart(key)) {
            return;
        }
        foreign.remove(key);
        if (value == null) {
            offsets.remove(key);
            starts.remove(key);
            return;
        }
        try {
            takeValue(key, value, partition, offset);
            offsets.put(key, offset);
        } catch (UnreadableRecordException unreadable) {
            foreign.put(
                    key,
                    ForeignRecord.of(
                            topic,
                            partition,
                            offset,
                            key.getBytes(StandardCharsets.UTF_8),
                            value,
                            unreadable));
        }
    }

    private void takeValue(String key, byte[] value, int partition, long offset) {
        if (isFormer(key)) {
            throw new UnreadableRecordException(
                    """
                    a build before the first release wrote it, and this one reads claims and \
                    contracts only""");
        }
        if (RunStart.isKey(key)) {
            RunStart start = RunStart.decode(value);
            if (!key.endsWith("/" + start.run())) {
                throw new UnreadableRecordException("its value is of run '" + start.run() + "'");
            }
            starts.put(key, start);
            return;
        }
        OwnerClaim claim = new OwnerClaim(Owner.of(key, value), topic, partition, offset);
        holders.merge(
                claim.owner().job(),
                claim,
                (holder, next) -> holder.yieldsTo(next.owner()) ? next : holder);
    }

    /** Whether a key is one of what a start writes, also of the builds before the first release. */
    static boolean isOfStart(String key) {
        return RunStart.isKey(key) || Owner.isKey(key) || isFormer(key);
    }

    private static boolean isFormer(String key) {
        return FORMER_SUFFIXES.stream().anyMatch(key::endsWith);
    }

    /**
     * Holds what cannot be read against a job: of what has the key of one of its own starts nobody
     * can tell whether the job is somebody else's.
     *
     * @return what of others cannot be read, a sentence each
     * @throws StartException if something has the key of a start of the job, or was written by a
     *     build that knew no claims yet
     */
    public List<String> foreign(String job) {
        List<String> others = new ArrayList<>();
        for (Map.Entry<String, ForeignRecord> record : foreign.entrySet()) {
            String key = record.getKey();
            if (isFormer(key) || RunStart.isKeyOf(job, key) || Owner.isKeyOf(job, key)) {
                throw new StartException(
                        Message.of(
                                """
                                Job '%s' cannot be started: %s. By its key it says whose the job \
                                is, or what was agreed of its runs. If another build of Ratchet \
                                has written it, go on with that build, or give the job other \
                                topics (topics.prefix). If not, delete it: write a record without \
                                a value under the same key, and start again.""",
                                job, record.getValue().text()));
            }
            others.add(record.getValue().passedOver());
        }
        return others;
    }

    /** The claim that holds. */
    Optional<OwnerClaim> claim(String job) {
        return Optional.ofNullable(holders.get(job));
    }

    /** A start's own claim, whether it holds or not; the topic has one partition. */
    Optional<OwnerClaim> claim(Owner start) {
        return Optional.ofNullable(offsets.get(start.key()))
                .map(offset -> new OwnerClaim(start, topic, 0, offset));
    }

    /** What the owner of a job has fixed, by run. */
    public Map<String, RunStart> starts(String job) {
        Map<String, RunStart> counting = new TreeMap<>();
        claim(job)
                .ifPresent(
                        claim ->
                                starts.forEach(
                                        (key, start) -> {
                                            if (RunStart.isKeyOf(claim.owner(), key)) {
                                                counting.put(start.run(), start);
                                            }
                                        }));
        return counting;
    }

    /** Another job that has fixed something of a run, under the same topics. */
    public Optional<String> otherJobOf(String run, String job) {
        return holders.keySet().stream()
                .filter(other -> !other.equals(job) && starts(other).containsKey(run))
                .findFirst();
    }

    /** The keys of a job that stand before a claim and are not its own: nobody needs them. */
    List<String> superseded(OwnerClaim claim) {
        Owner owner = claim.owner();
        List<String> keys = new ArrayList<>();
        for (Map.Entry<String, Long> entry : offsets.entrySet()) {
            String key = entry.getKey();
            boolean ofJob =
                    RunStart.isKeyOf(owner.job(), key)
                            || Owner.jobOf(key).filter(owner.job()::equals).isPresent();
            if (ofJob && entry.getValue() < claim.offset() && !RunStart.isKeyOf(owner, key)) {
                keys.add(key);
            }
        }
        return keys;
    }

    /** The keys that a start has written. */
    List<String> of(Owner start) {
        return offsets.keySet().stream()
                .filter(key -> key.equals(start.key()) || RunStart.isKeyOf(start, key))
                .toList();
    }
}
