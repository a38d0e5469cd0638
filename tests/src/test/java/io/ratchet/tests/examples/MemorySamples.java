package io.ratchet.tests.examples;

import io.ratchet.operator.StepInterceptor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Measures this process's memory every so many steps, from within the job.
 *
 * <p>Only the interval travels with the job's graph; the samples are this process's.
 */
final class MemorySamples implements StepInterceptor {
    private static final long serialVersionUID = 1;
    private static final Path STATUS = Path.of("/proc/self/status");
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
     * @param javaMiB of it what the virtual machine has taken for heap, classes and code
     */
    record Sample(long step, long residentMiB, long javaMiB) {
        /** All that neither the heap nor classes nor code account for: where a leak would be. */
        long nativeMiB() {
            return residentMiB - javaMiB;
        }
    }

    static List<Sample> samples() {
        return List.copyOf(SAMPLES);
    }

    @Override
    public void beforeStep(String instance, long step) throws IOException {
        if (step % everySteps == 0) {
            MemoryMXBean java = ManagementFactory.getMemoryMXBean();
            long javaBytes =
                    java.getHeapMemoryUsage().getCommitted()
                            + java.getNonHeapMemoryUsage().getCommitted();
            SAMPLES.add(new Sample(step, residentKiB() >> 10, javaBytes >> 20));
        }
    }

    private static long residentKiB() throws IOException {
        for (String line : Files.readAllLines(STATUS)) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        throw new IOException("There is no line VmRSS in " + STATUS);
    }
}
