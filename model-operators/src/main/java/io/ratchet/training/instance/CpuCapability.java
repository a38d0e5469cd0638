package io.ratchet.training.instance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the engine makes of this machine's processor: the vector instructions it chooses its kernels
 * by, and the vendor, by which its matrix library does. The engine has no call that tells, so this
 * follows its own choice (aten/src/ATen/native/DispatchStub.cpp).
 */
final class CpuCapability {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private CpuCapability() {}

    /** Such as {@code amd64 AVX2 GenuineIntel}. */
    static String current() {
        String forced = System.getenv("ATEN_CPU_CAPABILITY");
        List<String> lines = lines();
        return System.getProperty("os.arch")
                + " "
                + (forced != null ? forced : vectors(flags(lines)))
                + " "
                + value(lines, "vendor_id");
    }

    static String vectors(Set<String> flags) {
        if (flags.containsAll(Set.of("avx512vl", "avx512bw", "avx512dq", "fma"))) {
            return "AVX512";
        }
        return flags.containsAll(Set.of("avx2", "fma")) ? "AVX2" : "DEFAULT";
    }

    private static Set<String> flags(List<String> lines) {
        return new HashSet<>(Arrays.asList(value(lines, "flags").split(" ", -1)));
    }

    private static String value(List<String> lines, String key) {
        for (String line : lines) {
            if (line.startsWith(key)) {
                return line.substring(line.indexOf(':') + 1).trim();
            }
        }
        return "unknown";
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(CPU_INFO);
        } catch (IOException e) {
            return List.of(); // not Linux: the architecture has to do
        }
    }
}
