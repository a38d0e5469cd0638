package io.ratchet.operator.restore;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
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
 * Sees in the job manager what a job is restored from and fails with, and ends it where the reason
 * is damage of its checkpoint, which Flink would meet for ever.
 *
 * <p>All tasks start again together, so that each restore is seen here, also where a state backend
 * or the network stack fails before TRAIN is asked. Damage that is met once may lie in a working
 * copy on a local disk or in memory. So it counts only when the storage itself has been read again:
 *
 * <ul>
 *   <li>by the next restore, which copies everything anew, and meets damage again; or meets the
 *       same value, by name, however many checkpoints came in between;
 *   <li>by a look at the files: from the second restore of one checkpoint on, whether they are
 *       there; after damage, all that carries checksums.
 * </ul>
 *
 * <p>That state does not deserialize is no proof: another state backend does not read it either. It
 * counts where checksums, or their lack, leave nothing but damage.
 *
 * <p>Marked is what was found damaged, and what was taken since and holds the same.
 *
 * <p><b>Owns</b> a thread, because files are not to be waited for by the job manager.
 * <b>Threading</b>: the job manager's main thread; the first restore comes before that is there.
 */
public final class RestoreWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RestoreWatch.class);

    /** What passes by itself does not come as often one after the other. */
    private static final int BELIEVED = 2;

    private final OperatorCoordinator.Context context;
    private final RestorePoint restorePoint;
    private final WholenessCheck check;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(RestoreWatch::newThread);
    private volatile long restoredId = OperatorCoordinator.NO_CHECKPOINT;
    private volatile boolean hasNewer;
    private int restores;
    private int damagedRestores;
    private boolean isDamageSeen;
    private @Nullable String suspicion;

    public RestoreWatch(
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
    public void restored(long checkpointId) {
        if (checkpointId != restoredId || hasNewer) {
            restores = 0;
            damagedRestores = 0;
        }
        boolean isAfterDamage = isDamageSeen;
        restoredId = checkpointId;
        hasNewer = false;
        isDamageSeen = false;
        restores++;
        if (checkpointId == OperatorCoordinator.NO_CHECKPOINT) {
            return;
        }
        if (isAfterDamage) {
            inBackground(() -> readAgain(checkpointId));
        } else if (restores >= BELIEVED) {
            inBackground(() -> look(checkpointId));
        }
    }

    /** A task of TRAIN has failed. */
    public void failed(@Nullable Throwable reason) {
        long checkpointId = restoredId;
        if (reason == null || checkpointId == OperatorCoordinator.NO_CHECKPOINT || isDamageSeen) {
            return;
        }
        Optional<String> damage = Damage.suspected(reason);
        if (damage.isEmpty()) {
            return;
        }
        isDamageSeen = true;
        damagedRestores++;
        boolean isSameValue = damage.get().equals(suspicion);
        suspicion = Damage.namesItsValue(reason) ? damage.get() : null;
        LOG.warn("Damage behind checkpoint {}, it seems: {}", checkpointId, damage.get());
        if (isSameValue || (damagedRestores >= BELIEVED && !hasNewer)) {
            boolean isChecksum = Damage.found(reason).isPresent();
            inBackground(
                    () -> {
                        if (isChecksum) {
                            end(checkpointId, new DamageProof.OfFiles(damage.get()));
                        } else {
                            judge(checkpointId, damage.get());
                        }
                    });
        }
    }

    /**
     * State does not deserialize, again and again, and no checksum has failed: another state
     * backend, or another build, may not read it either.
     */
    private void judge(long checkpointId, String failure) {
        CheckpointPath path = path(checkpointId);
        Map<CheckpointPath, String> damaged = check.damagedSince(path);
        String damage = damaged.get(path);
        if (damage != null) {
            end(checkpointId, damage, ofFiles(damaged));
            return;
        }
        Optional<String> reason = check.unreadableThoughWhole(path);
        if (reason.isEmpty()) {
            end(checkpointId, new DamageProof.OfStream(failure));
        } else if (restoredId == checkpointId) {
            context.failJob(
                    new SuppressRestartsException(
                            new UnreadableStateException(path, failure, reason.get())));
        }
    }

    private static Map<CheckpointPath, DamageProof> ofFiles(Map<CheckpointPath, String> damaged) {
        Map<CheckpointPath, DamageProof> proofs = new LinkedHashMap<>();
        damaged.forEach((path, damage) -> proofs.put(path, new DamageProof.OfFiles(damage)));
        return proofs;
    }

    private void look(long checkpointId) {
        CheckpointPath path = path(checkpointId);
        Optional<String> missing = check.missing(path);
        if (missing.isEmpty()) {
            LOG.info("{} was restored again; nothing of it is missing for sure", path);
        } else if (!hasNewer) {
            // Once there is a newer one, Flink deletes this one in order.
            end(checkpointId, missing.get(), ofFiles(Map.of(path, missing.get())));
        }
    }

    private void readAgain(long checkpointId) {
        CheckpointPath path = path(checkpointId);
        Map<CheckpointPath, String> damaged = check.damagedSince(path);
        String damage = damaged.get(path);
        if (damage == null) {
            LOG.warn(
                    "{} was read again, and is whole as far as that can be told: the damage lay in"
                            + " a working copy, or will be met again",
                    path);
        } else {
            end(checkpointId, damage, ofFiles(damaged));
        }
    }

    private void end(long checkpointId, DamageProof proof) {
        Map<CheckpointPath, DamageProof> proofs = new LinkedHashMap<>();
        check.since(path(checkpointId)).forEach(path -> proofs.put(path, proof));
        end(checkpointId, proof.text(), proofs);
    }

    private void end(long checkpointId, String damage, Map<CheckpointPath, DamageProof> proofs) {
        if (restoredId == checkpointId) {
            PassedOver passedOver = PassedOver.mark(proofs, check);
            context.failJob(
                    new SuppressRestartsException(
                            passedOver.isLast()
                                    ? new LastCheckpointException(damage, passedOver)
                                    : new DamagedStateException(damage, passedOver)));
        }
    }

    private CheckpointPath path(long checkpointId) {
        return CheckpointPath.of(
                Objects.requireNonNull(
                        restorePoint.of(context.getJobID(), OptionalLong.of(checkpointId)).path()));
    }

    /** There is a newer checkpoint to go on from. */
    public void completed() {
        hasNewer = true;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
