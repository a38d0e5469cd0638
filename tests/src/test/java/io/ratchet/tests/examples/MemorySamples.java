package io.ratchet.tests.examples;

import io.ratchet.operator.StepInterceptor;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Measures this process's memory every so many steps, from within the job.
 *
 * <p>Only the interval travels with the job's graph; the samples are this process's.
 */
final class MemorySamples implements StepInterceptor {
    private static final long serialVersionUID = 1;
    private static final List<Sample> SAMPLES = new CopyOnWriteArrayList<>();

    private final long everySteps;

    /** Forgets all samples, and begins anew. */
    MemorySamples(long everySteps) {
        this.everySteps = everySteps;
        SAMPLES.clear();
    }

    /**
     * One measurement.
     *
     * @param step the step before which it was taken
     * @param residentMiB of the process, as Linux tells it
     * @param nativeMiB of it all that neither the heap nor classes nor code account for: where a
     *     leak would be
     */
    record Sample(long step, long residentMiB, long nativeMiB) {
        @Override
        public String toString() {
            return "step %,d: %,d MiB resident, %,d MiB of it not Java's"
                    .formatted(step, residentMiB, nativeMiB);
        }
    }

    static List<Sample> samples() {
        return List.copyOf(SAMPLES);
    }

    @Override
    public void beforeStep(String instance, long step) throws IOException {
        if (step % everySteps == 0) {
            ResidentMemory memory = ResidentMemory.now();
            SAMPLES.add(new Sample(step, memory.totalBytes() >> 20, memory.nativeBytes() >> 20));
        }
    }
}
