package io.ratchet.operator;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees in the job manager that a job is restored from the same checkpoint again and again, and ends
 * it where the reason is damage, which Flink would meet for ever.
 *
 * <p>TRAIN finds damage in what it reads itself. What the state backends and the network stack
 * restore fails before TRAIN is asked, perhaps in another task; but all tasks start again together,
 * so that each restore is seen here. From the second one of the same checkpoint on its files are
 * looked at, and what TRAIN's tasks have failed with twice in a row is believed.
 *
 * <p><b>Owns</b> a thread, because files are not to be waited for by the job manager.
 * <b>Threading</b>: the job manager's main thread; the first restore comes before that is there.
 */
final class RestoreWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RestoreWatch.class);

    /** What passes by itself does not come as often one after the other. */
    private static final int BELIEVED = 2;

    private final OperatorCoordinator.Context context;
    private final RestorePoint restorePoint;
    private final WholenessCheck check;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(RestoreWatch::newThread);
    private volatile long restoredId = OperatorCoordinator.NO_CHECKPOINT;
    private int restores;
    private int damagedRestores;
    private boolean isDamageSeen;

    RestoreWatch(
            OperatorCoordinator.Context context, RestorePoint restorePoint, WholenessCheck check) {
        this.context = context;
        this.restorePoint = restorePoint;
        this.check = check;
    }

    private static Thread newThread(Runnable task) {
        Thread thread = new Thread(task, "ratchet-restore-watch");
        thread.setDaemon(true);
        thread.setContextClassLoader(RestoreWatch.class.getClassLoader());
        return thread;
    }

    private void inBackground(Runnable task) {
        thread.execute(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException failure) {
                        LOG.warn("Could not look at a checkpoint; the job goes on", failure);
                    }
                });
    }

    /** All tasks of the job are restored from a checkpoint. */
    void restored(long checkpointId) {
        isDamageSeen = false;
        if (checkpointId == OperatorCoordinator.NO_CHECKPOINT || checkpointId != restoredId) {
            restoredId = checkpointId;
            restores = 0;
            damagedRestores = 0;
        }
        restores++;
        if (checkpointId != OperatorCoordinator.NO_CHECKPOINT && restores >= BELIEVED) {
            inBackground(() -> look(checkpointId));
        }
    }

    /** A task of TRAIN has failed. */
    void failed(@Nullable Throwable reason) {
        long checkpointId = restoredId;
        if (reason == null || checkpointId == OperatorCoordinator.NO_CHECKPOINT || isDamageSeen) {
            return;
        }
        Optional<String> damage = Damage.suspected(reason);
        if (damage.isPresent()) {
            isDamageSeen = true;
            damagedRestores++;
            LOG.warn("Damage in checkpoint {}, it seems: {}", checkpointId, damage.get());
            if (damagedRestores >= BELIEVED) {
                inBackground(() -> end(checkpointId, damage.get()));
            }
        }
    }

    private void look(long checkpointId) {
        String path = checkpoint(checkpointId).path();
        Optional<String> missing = check.missing(path);
        if (missing.isPresent()) {
            end(checkpointId, missing.get());
        } else {
            LOG.info("{} was restored again; nothing of it is missing for sure", path);
        }
    }

    private void end(long checkpointId, String damage) {
        // Once there is a newer one, Flink deletes this one in order.
        if (restoredId == checkpointId) {
            context.failJob(
                    new SuppressRestartsException(
                            DamagedStateException.ofCheckpoint(damage, checkpoint(checkpointId))));
        }
    }

    private RestoredCheckpoint checkpoint(long checkpointId) {
        return restorePoint.of(context.getJobID(), OptionalLong.of(checkpointId));
    }

    /** There is a newer checkpoint to go on from. */
    void completed() {
        restored(OperatorCoordinator.NO_CHECKPOINT);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
