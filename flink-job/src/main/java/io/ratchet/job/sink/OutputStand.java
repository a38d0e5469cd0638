package io.ratchet.job.sink;

import io.ratchet.job.claim.Owner;
import io.ratchet.job.track.Track;
import io.ratchet.operator.restore.RestoredCheckpoint;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the output topics stand when the sink begins.
 *
 * <p>The restored transactions are committed once more, all others of the job are aborted, and what
 * is committed behind the checkpoint is read. Let <i>owed</i> be what is in the restored
 * transactions, and <i>found</i> what was read:
 *
 * <ul>
 *   <li>What is owed and not found is lost: a transaction was never committed. The checkpoint
 *       cannot be gone on from, and an older one may. It is marked only where that is proven
 *       ({@link LostProof}), on the very topics that were written to: what has gone from them since
 *       is left out of account.
 *   <li>What is found and not owed was committed after the checkpoint, and is expected to come
 *       again: it is dropped then.
 * </ul>
 *
 * @param topics the topics' ids
 * @param ends where they end
 * @param expected what was committed and has yet to come again
 */
record OutputStand(Map<String, Uuid> topics, Map<TopicPartition, Long> ends, Positions expected) {
    private static final Logger LOG = LoggerFactory.getLogger(OutputStand.class);

    /**
     * Finds it.
     *
     * @param life the sink's life that begins
     * @param restored the state in the restored checkpoint, if any
     * @param checkpoint is marked if the topics cannot be gone on with from it
     * @param metrics tells of a wait
     */
    static OutputStand find(
            SinkTask task,
            Life life,
            Optional<SinkState> restored,
            RestoredCheckpoint checkpoint,
            SinkMetrics metrics)
            throws Exception {
        for (SinkState.Prepared transaction : restored.orElse(SinkState.NOTHING).prepared()) {
            TransactionPool.commitRestored(task, transaction);
        }
        // Not before the restored ones are committed: this aborts what is open.
        Set<String> held =
                Fencing.held(life.admin(), TransactionalIds.all(task.claim().owner().job()));
        // Whatever a newer life has is not among them.
        life.check();
        Fencing.fence(life.admin(), held);
        OutputTopics topics = new OutputTopics(task, life.admin());
        return restored.isEmpty() && task.isAfresh()
                ? new OutputStand(topics.ids(), topics.ends(), new Positions())
                : compare(task, restored.orElse(SinkState.NOTHING), topics, checkpoint, metrics);
    }

    private static OutputStand compare(
            SinkTask task,
            SinkState state,
            OutputTopics topics,
            RestoredCheckpoint checkpoint,
            SinkMetrics metrics)
            throws Exception {
        refuseOtherTopics(task, state);
        Set<String> madeAgain = madeAgain(task, state, topics);
        Map<TopicPartition, Long> accounted = new HashMap<>(state.since());
        accounted
                .keySet()
                .removeIf(at -> madeAgain.contains(at.topic()) || !isWritten(task, at.topic()));
        Map<TopicPartition, Long> ends =
                new DecisionWait(topics, metrics, DecisionWait.PATIENCE).await();
        for (Map.Entry<TopicPartition, Long> known : accounted.entrySet()) {
            long end = ends.getOrDefault(known.getKey(), 0L);
            if (end < known.getValue()) {
                throw LostTransactionException.ofCut(known, end, checkpoint);
            }
        }
        OutputSpan span =
                new OutputSpan(accounted, topics.begins(), ends, madeAgain, partitionsByKey(task));
        // What is owed of a run that is not configured any more was committed too.
        int generation = task.claim().owner().generation();
        Positions found =
                topics.committed(span.since(), ends).of(track -> track.generation() == generation);
        LostProof lost = LostProof.of(topics, state.prepared(), found, span);
        if (!lost.isEmpty()) {
            boolean leavesNothing =
                    span.isComplete()
                            && topics.committed(span.begins(), ends)
                                    .of(track -> track.generation() == generation)
                                    .isEmpty();
            throw lost.failure(checkpoint, leavesNothing);
        }
        Positions expected = found.without(state.owed()).of(track -> isOfGeneration(task, track));
        state.expected().forEach(expected::add);
        tell(task, expected);
        if (task.restore().given().equals(Optional.ofNullable(checkpoint.path()))) {
            refusedBefore(task, topics, span).forEach(expected::add);
        }
        return new OutputStand(topics.ids(), ends, expected);
    }

    /** What a run that had ended has refused behind its end, it refuses again now. */
    private static Positions refusedBefore(SinkTask task, OutputTopics topics, OutputSpan span)
            throws Exception {
        if (task.again().isEmpty()) {
            return new Positions();
        }
        Positions refused = topics.committed(span.begins(), span.endsOf(task.again().topic()));
        Positions again = task.again().of(refused.of(track -> isOfGeneration(task, track)));
        if (!again.isEmpty()) {
            LOG.info("Refused before the runs had ended, and not reported again: {}", again);
        }
        return again;
    }

    /** What was written elsewhere cannot be looked for here, and is not lost for that. */
    private static void refuseOtherTopics(SinkTask task, SinkState state) {
        Set<String> others = new TreeSet<>();
        for (String topic : state.topics().keySet()) {
            if (!isWritten(task, topic) && state.isOn(topic)) {
                others.add(topic);
            }
        }
        if (!others.isEmpty()) {
            throw SinkException.ofOtherTopics(others, task.topics());
        }
    }

    /** Whether nobody has set another rule for the producers. */
    private static boolean partitionsByKey(SinkTask task) {
        return Stream.of(task.clients(), task.producer())
                .flatMap(properties -> properties.keySet().stream())
                .noneMatch(name -> name.startsWith("partitioner."));
    }

    private static boolean isWritten(SinkTask task, String topic) {
        return task.topics().contains(topic);
    }

    /** Those that are not the topics which the state has written to. */
    private static Set<String> madeAgain(SinkTask task, SinkState state, OutputTopics topics) {
        Set<String> madeAgain = new HashSet<>();
        topics.ids()
                .forEach(
                        (name, id) -> {
                            if (!state.topics().getOrDefault(name, id).equals(id)) {
                                madeAgain.add(name);
                                if (state.isOn(name) && !task.acceptsLoss()) {
                                    throw SinkException.ofMadeAgain(name);
                                }
                                LOG.warn("{} was made again; what stood on it is lost", name);
                            }
                        });
        return madeAgain;
    }

    private static boolean isOfGeneration(SinkTask task, Track track) {
        Owner owner = task.claim().owner();
        return track.generation() == owner.generation() && task.runs().contains(track.run());
    }

    private static void tell(SinkTask task, Positions expected) {
        for (Track track : expected.tracks()) {
            if (task.arrivalRuns().contains(track.run())) {
                throw SinkException.ofOtherBatches(track.run(), expected);
            }
        }
        for (String topic : task.topics()) {
            Positions again = expected.of(track -> track.topic().equals(topic));
            if (!again.isEmpty()) {
                LOG.warn(
                        """
                        Goes on from an older checkpoint: what is on {} is computed again and not \
                        reported again: {}""",
                        topic,
                        again);
            }
        }
    }
}
