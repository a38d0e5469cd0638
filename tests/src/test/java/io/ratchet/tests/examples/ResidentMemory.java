package io.ratchet.tests.examples;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LongSummaryStatistics;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The process's memory that is in use right now, told apart by its mappings.
 *
 * <p>What the virtual machine says it has taken for its heap is no help: most of it was never
 * touched, and each page that is touched for the first time would look like a leak.
 *
 * @param totalBytes of all mappings
 * @param nativeBytes of all mappings outside the heap, less what classes and code have taken
 */
record ResidentMemory(long totalBytes, long nativeBytes) {
    private static final Path MAPPINGS = Path.of("/proc/self/smaps");
    private static final Pattern MAPPING = Pattern.compile("^([0-9a-f]+)-[0-9a-f]+ .*");
    private static final Pattern RESIDENT = Pattern.compile("^Rss: +([0-9]+) kB");
    private static final Pattern ADDRESS = Pattern.compile("0x([0-9a-f]+)");

    static ResidentMemory now() throws IOException {
        LongSummaryStatistics heap = heapAddresses();
        long total = 0;
        long outside = 0;
        long mapping = 0;
        for (String line : Files.readAllLines(MAPPINGS)) {
            Matcher start = MAPPING.matcher(line);
            Matcher resident = RESIDENT.matcher(line);
            if (start.matches()) {
                mapping = Long.parseUnsignedLong(start.group(1), 16);
            } else if (resident.matches()) {
                long bytes = Long.parseLong(resident.group(1)) << 10;
                total += bytes;
                outside += heap.getMin() <= mapping && mapping < heap.getMax() ? 0 : bytes;
            }
        }
        long classesAndCode =
                ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage().getCommitted();
        return new ResidentMemory(total, outside - classesAndCode);
    }

    /** The lowest address that is set aside for the heap, in use or not, and the end behind it. */
    private static LongSummaryStatistics heapAddresses() throws IOException {
        LongSummaryStatistics addresses =
                ADDRESS.matcher(heapInfo())
                        .results()
                        .mapToLong(match -> Long.parseLong(match.group(1), 16))
                        .summaryStatistics();
        if (addresses.getCount() == 0) {
            throw new IOException("This garbage collector does not tell where its heap lies");
        }
        return addresses;
    }

    private static String heapInfo() throws IOException {
        try {
            return (String)
                    ManagementFactory.getPlatformMBeanServer()
                            .invoke(
                                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                                    "gcHeapInfo",
                                    new Object[0],
                                    new String[0]);
        } catch (JMException e) {
            throw new IOException("This Java machine does not describe its heap", e);
        }
    }
}
