package io.ratchet.training.device;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import io.ratchet.training.engine.CpuCapability;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What of this process may change the bits of a step: recorded with the state, so that a resume
 * that changes one can say so.
 *
 * @param engine the engine's name and version
 * @param djl the version of the library between Java and the engine
 * @param java the Java runtime's version
 * @param cpu what the libraries choose their kernels by: architecture, vendor, model and vector
 *     instructions of the processor, and what overrides that choice
 * @param intraOpThreads threads that share the work of one operation
 * @param device where instances live: a GPU's model and libraries, not its index
 */
public record EngineSettings(
        String engine, String djl, String java, String cpu, int intraOpThreads, String device) {
    /** How the names of these begin in what is recorded of a run's environment. */
    public static final String PREFIX = "engine.";

    private static final String ENGINE = "engine";
    private static final String DJL = "djl";
    private static final String JAVA = "java";
    private static final String CPU = "cpu";
    private static final String INTRA_OP_THREADS = "intra-op-threads";
    private static final String DEVICE = "device";

    /**
     * Those of this process; loads the engine.
     *
     * @param resolved see {@link ComputeDevice#resolved()}
     */
    public static EngineSettings current(ComputeDevice resolved) {
        return current(DeviceLease.of(resolved));
    }

    /** Those of this process and a device of it; loads the engine. */
    public static EngineSettings current(DeviceLease lease) {
        Engine engine = ComputeDevice.engine();
        return new EngineSettings(
                engine.getEngineName() + " " + engine.getVersion(),
                Engine.getDjlVersion(),
                Runtime.version().toString(),
                CpuCapability.current(),
                JniUtils.getNumThreads(),
                lease.description());
    }

    /** As text by name, sorted. */
    public SortedMap<String, String> toMap() {
        return new TreeMap<>(
                Map.of(
                        ENGINE, engine,
                        DJL, djl,
                        JAVA, java,
                        CPU, cpu,
                        INTRA_OP_THREADS, Integer.toString(intraOpThreads),
                        DEVICE, device));
    }
}
