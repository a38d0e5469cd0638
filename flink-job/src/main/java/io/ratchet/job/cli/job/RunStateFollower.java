package io.ratchet.job.cli.job;

import io.ratchet.job.claim.JobHistory;
import io.ratchet.job.claim.Owner;
import io.ratchet.job.claim.RunStart;
import io.ratchet.job.contract.PlannedRun;
import io.ratchet.job.log.CommittedRecords;
import io.ratchet.job.message.Message;
import io.ratchet.job.record.CommittedStates;
import io.ratchet.job.record.ForeignRecord;
import io.ratchet.job.resume.JobPlan;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.training.run.RefusalCount;
import io.ratchet.training.run.Resumption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Follows the committed states of a job's runs, from the beginning of their topic. */
final class RunStateFollower implements AutoCloseable {
    private final JobPlan plan;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final CommittedStates committed = new CommittedStates();
    private final Map<String, RunStateRecord> states = new HashMap<>();
    private final Map<String, Long> told = new HashMap<>();
    private final Set<String> toldRefusals = new HashSet<>();
    private final Consumer<String> teller;

    /**
     * @param teller is told what may change a run's bits, where it was gone on with, and the first
     *     record that a run refuses for each reason
     */
    RunStateFollower(JobPlan plan, Consumer<String> teller) {
        this.plan = plan;
        this.teller = teller;
        this.consumer = CommittedRecords.follower(plan.clients());
        TopicPartition partition = new TopicPartition(plan.configuration().topics().runState(), 0);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
    }

    /** Takes in what has been committed since the last call; waits for it at most so long. */
    void poll(Duration patience) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
            String key = ForeignRecord.key(record.key());
            if (!RunStart.isKey(key) && !Owner.isKey(key)) {
                boolean isNew = record.offset() > plan.claim().offset();
                committed.take(record).ifPresent(taken -> take(taken, isNew));
            }
        }
    }

    /** What is not the job's does no harm here: its sink writes the next state all the same. */
    private void take(CommittedStates.Taken taken, boolean isNew) {
        if (taken instanceof CommittedStates.Taken.State one
                && one.state().generation() == plan.owner().generation()) {
            states.put(one.state().run(), one.state());
            tell(one.state(), isNew);
            tellRefusals(one.state(), isNew);
        } else if (taken instanceof CommittedStates.Taken.Foreign foreign && isNew) {
            teller.accept(foreign.record().passedOver());
        }
    }

    /** What stood there before this start is known; of what came since, every change is told. */
    private void tell(RunStateRecord state, boolean isNew) {
        long known = told.getOrDefault(state.run(), 0L);
        for (Resumption entry : state.history().entries()) {
            if (isNew && entry.number() > known) {
                entry.changes()
                        .forEach(
                                change ->
                                        teller.accept(
                                                Message.of(
                                                        "Run '%s' goes on at step %s with another %s",
                                                        state.run(), entry.step(), change.text())));
            }
        }
        told.merge(state.run(), state.history().resumptions(), Math::max);
    }

    private void tellRefusals(RunStateRecord state, boolean isNew) {
        for (RefusalCount count : state.refused().byReason()) {
            if (toldRefusals.add(state.run() + '/' + count.reason()) && isNew) {
                teller.accept(
                        "Run '" + state.run() + "' refuses records: " + RefusalLines.text(count));
            }
        }
    }

    /** How many records the runs have refused. */
    long refusedRecords() {
        return states().stream().mapToLong(state -> state.refused().records()).sum();
    }

    /** The last step that is committed of any run; 0 if none is. */
    long committedStep() {
        return states.values().stream().mapToLong(RunStateRecord::step).max().orElse(0);
    }

    /** The last committed state of each run of the job that has one, in the job's order. */
    List<RunStateRecord> states() {
        List<RunStateRecord> ordered = new ArrayList<>();
        for (PlannedRun run : plan.runs()) {
            RunStateRecord state = states.get(run.start().run());
            // One that was given a later end has not ended until it says so again.
            if (state != null && !JobHistory.isBeforeLaterEnd(run.start(), state)) {
                ordered.add(state);
            }
        }
        return ordered;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
