package io.ratchet.bench.checkpoint;

import io.ratchet.bench.job.DenseState;

/**
 * A job whose checkpoints are looked at.
 *
 * @param id of the job and its topic
 * @param pattern what changes
 * @param size of the state
 * @param setting how it is checkpointed
 * @param interval as in the configuration, such as {@code 10 s}
 * @param checkpoints how many are looked at
 * @param records batches of the topic: more than are trained
 */
record Trial(
        String id,
        Pattern pattern,
        DenseState size,
        Setting setting,
        String interval,
        int checkpoints,
        long records) {
    /** The job's configuration. */
    String text() {
        return pattern.runs(id, size) + setting.text();
    }
}
