package io.ratchet.job.sink;

import io.ratchet.job.message.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FenceProducersResult;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;

/**
 * A life of the sink: each time that it begins, in whichever attempt of whichever start.
 *
 * <p>The attempts of a start share its claim, so that it does not tell a thawed one from the one
 * that lives. The broker counts lives: each raises the epoch of a transactional id that nothing is
 * written with. A life whose epoch is no longer that id's is not the newest.
 *
 * <p>A life takes an id over, and looks only then whether it is the newest. A newer one raises the
 * epoch first, and looks only then which ids are held. So one of the two sees the other, whenever
 * either stands still: the older one writes nothing with what it takes behind the newer one's look.
 *
 * <p><b>Owns</b> an admin client. <b>Threading</b>: one thread.
 */
final class Life implements AutoCloseable {
    private static final Duration CLOSE_PATIENCE = Duration.ofMillis(500);

    private final Admin admin;
    private final String job;
    private final long producerId;
    private final short epoch;
    private final List<String> ids;

    private Life(Admin admin, String job, long producerId, short epoch)
            throws ExecutionException, InterruptedException {
        this.admin = admin;
        this.job = job;
        this.producerId = producerId;
        this.epoch = epoch;
        this.ids = freeLane();
    }

    /**
     * The lane whose turn it is by the count of lives, or else the next one in which nobody holds
     * an id: a broker that has forgotten the count begins it anew, and the life before may have the
     * lane that comes first.
     */
    private List<String> freeLane() throws ExecutionException, InterruptedException {
        for (int next = 0; next < TransactionalIds.LANES; next++) {
            List<String> lane = TransactionalIds.lane(job, (epoch + next) % TransactionalIds.LANES);
            if (Fencing.held(admin, lane).isEmpty()) {
                return lane;
            }
        }
        return TransactionalIds.lane(job, epoch % TransactionalIds.LANES);
    }

    /** Begins the newest life of the task's job. */
    static Life begin(SinkTask task) throws ExecutionException, InterruptedException {
        String job = task.claim().owner().job();
        String id = TransactionalIds.count(job);
        Admin admin = Fencing.admin(task.clients());
        try {
            FenceProducersResult counted = admin.fenceProducers(Set.of(id));
            return new Life(admin, job, counted.producerId(id).get(), counted.epochId(id).get());
        } catch (Throwable failure) {
            admin.close(CLOSE_PATIENCE);
            throw failure;
        }
    }

    Admin admin() {
        return admin;
    }

    /** The ids that it writes with. */
    List<String> ids() {
        return ids;
    }

    /**
     * Returns if no newer life had begun when it was called.
     *
     * @throws IOException if one had: this one must not write
     */
    void check() throws IOException, ExecutionException, InterruptedException {
        String id = TransactionalIds.count(job);
        try {
            TransactionDescription newest =
                    admin.describeTransactions(Set.of(id)).description(id).get();
            if (newest.producerId() != producerId || newest.producerEpoch() != epoch) {
                throw new IOException(
                        Message.of(
                                """
                                The sink of job '%s' has begun again elsewhere while this attempt \
                                of it stood still; two would end each other's transactions. This \
                                one ends, and the newer one goes on.""",
                                job));
            }
        } catch (ExecutionException failure) {
            // The broker forgets an id that was not used for days; a newer life would have used it.
            if (!(failure.getCause() instanceof TransactionalIdNotFoundException)) {
                throw failure;
            }
        }
    }

    @Override
    public void close() {
        admin.close(CLOSE_PATIENCE);
    }
}
