package io.ratchet.training.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the engine's libraries make of this machine's processor. None of them has a call that tells,
 * so this follows their own choice: ATen takes its kernels by three sets of vector instructions
 * (aten/src/ATen/native/DispatchStub.cpp), oneDNN by ten (src/cpu/x64/cpu_isa_traits.hpp), and the
 * matrix library by vendor and model too. Variables of the environment that override a choice are
 * told with it.
 */
public final class CpuCapability {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private static final List<String> OVERRIDES =
            List.of(
                    "ATEN_CPU_CAPABILITY",
                    "ONEDNN_MAX_CPU_ISA",
                    "DNNL_MAX_CPU_ISA",
                    "MKL_ENABLE_INSTRUCTIONS",
                    "MKL_CBWR",
                    "MKL_DEBUG_CPU_TYPE");

    /** What oneDNN asks for, best first, each with the flags that it takes. */
    private static final Map<String, Set<String>> ONEDNN = new LinkedHashMap<>();

    static {
        Set<String> core = Set.of("avx512f", "avx512bw", "avx512vl", "avx512dq");
        ONEDNN.put("avx512_core_amx_fp16", Set.of("amx_tile", "amx_int8", "amx_bf16", "amx_fp16"));
        ONEDNN.put("avx512_core_amx", Set.of("amx_tile", "amx_int8", "amx_bf16"));
        ONEDNN.put("avx512_core_fp16", Set.of("avx512_fp16"));
        ONEDNN.put("avx512_core_bf16", Set.of("avx512_bf16"));
        ONEDNN.put("avx512_core_vnni", Set.of("avx512_vnni"));
        ONEDNN.put("avx512_core", core);
        ONEDNN.put("avx2_vnni", Set.of("avx2", "avx_vnni"));
        ONEDNN.put("avx2", Set.of("avx2"));
        ONEDNN.put("avx", Set.of("avx"));
    }

    private CpuCapability() {}

    /** Such as {@code amd64 GenuineIntel 6/143 AVX512 avx512_core_amx}. */
    public static String current() {
        return of(System.getProperty("os.arch"), lines(), System.getenv());
    }

    /**
     * The same of any processor.
     *
     * @param lines of Linux's {@code /proc/cpuinfo}
     */
    public static String of(
            String architecture, List<String> lines, Map<String, String> environment) {
        Set<String> flags = flags(lines);
        StringBuilder text = new StringBuilder(architecture);
        text.append(' ').append(value(lines, "vendor_id"));
        text.append(' ').append(value(lines, "cpu family"));
        text.append('/').append(value(lines, "model"));
        text.append(' ').append(vectors(flags));
        text.append(' ').append(oneDnn(flags));
        for (String name : OVERRIDES) {
            String value = environment.get(name);
            if (value != null) {
                text.append(' ').append(name).append('=').append(value);
            }
        }
        return text.toString();
    }

    private static String oneDnn(Set<String> flags) {
        for (Map.Entry<String, Set<String>> isa : ONEDNN.entrySet()) {
            if (flags.containsAll(isa.getValue())) {
                return isa.getKey();
            }
        }
        return "sse41";
    }

    public static String vectors(Set<String> flags) {
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
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).trim().equals(key)) {
                return line.substring(colon + 1).trim();
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
