package io.ratchet.bench.job;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Processor time of this process so far, by what its threads do: the profile that says what bounds
 * a job. Threads that ended between two looks are counted with {@link Part#OTHER}.
 */
public final class CpuTimes {
    /** What threads do, told by how their names begin. */
    public enum Part {
        /** Gradient steps. */
        TRAINING("training thread", "ratchet-training"),
        /** The task thread of TRAIN: batches out of network buffers, results, checkpoints. */
        TRAIN("TRAIN's task thread", "TRAIN "),
        /** Records to rows or tensors, and into network buffers. */
        READ("read and decode", "Source: "),
        /** Kafka's consumer. */
        FETCH("Kafka consumer", "Source Data Fetcher"),
        /** The embedded broker, which a user has elsewhere. */
        BROKER("broker", "(data-plane-)?kafka-|quorum-|raft-|broker-"),
        /** The rest: sinks, checkpoints, garbage collection, compilers, whatever has ended. */
        OTHER("everything else", ".*");

        private final String text;
        private final Pattern beginning;

        Part(String text, String beginning) {
            this.text = text;
            this.beginning = Pattern.compile(beginning);
        }

        /** Its name in tables. */
        public String text() {
            return text;
        }

        private static Part of(String thread) {
            return Stream.of(values())
                    .filter(part -> part.beginning.matcher(thread).lookingAt())
                    .findFirst()
                    .orElse(OTHER);
        }
    }

    private final long processNanos;
    private final Map<Long, Use> named;

    /** What a thread that is not {@link Part#OTHER} has used. */
    private record Use(Part part, long nanos) {}

    private CpuTimes(long processNanos, Map<Long, Use> named) {
        this.processNanos = processNanos;
        this.named = named;
    }

    /** The times so far. */
    public static CpuTimes now() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Map<Long, Use> named = new HashMap<>();
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            Part part = thread == null ? Part.OTHER : Part.of(thread.getThreadName());
            if (part != Part.OTHER) {
                long id = thread.getThreadId();
                named.put(id, new Use(part, Math.max(0, threads.getThreadCpuTime(id))));
            }
        }
        long process =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                        .getProcessCpuTime();
        return new CpuTimes(process, named);
    }

    /**
     * Time since an earlier look, by part, in nanoseconds of one core.
     *
     * @param before the earlier look
     */
    public Map<Part, Long> since(CpuTimes before) {
        Map<Part, Long> spent = new EnumMap<>(Part.class);
        long rest = processNanos - before.processNanos;
        for (Map.Entry<Long, Use> thread : named.entrySet()) {
            Use use = thread.getValue();
            Use earlier = before.named.get(thread.getKey());
            long own = use.nanos - (earlier == null ? 0 : earlier.nanos);
            spent.merge(use.part, own, Long::sum);
            rest -= own;
        }
        spent.put(Part.OTHER, rest);
        return spent;
    }
}
