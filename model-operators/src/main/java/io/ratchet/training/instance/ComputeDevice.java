package io.ratchet.training.instance;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where instances live and train. */
public sealed interface ComputeDevice extends Serializable {
    /** The first GPU if this machine has one, else the CPU. */
    record Auto() implements ComputeDevice {
        @Override
        public String toString() {
            return "auto";
        }
    }

    /** The CPU. */
    record Cpu() implements ComputeDevice {
        @Override
        public String toString() {
            return "cpu";
        }
    }

    /**
     * A GPU.
     *
     * @param index counted from 0
     */
    record Gpu(int index) implements ComputeDevice {
        public Gpu {
            if (index < 0) {
                throw new IllegalArgumentException("There is no GPU of index " + index + ".");
            }
        }

        @Override
        public String toString() {
            return "gpu:" + index;
        }
    }

    /**
     * The device of a text: {@code auto}, {@code cpu}, {@code gpu} (the first one) or {@code
     * gpu:N}. Whether it exists is not asked.
     */
    static ComputeDevice parse(String text) {
        Matcher gpu = Pattern.compile("gpu(?::(\\d{1,3}))?").matcher(text);
        if (gpu.matches()) {
            return new Gpu(gpu.group(1) == null ? 0 : Integer.parseInt(gpu.group(1)));
        }
        return switch (text) {
            case "auto" -> new Auto();
            case "cpu" -> new Cpu();
            default ->
                    throw new IllegalArgumentException(
                            "Unknown device '" + text + "'. Known: auto, cpu, gpu, gpu:N.");
        };
    }

    /**
     * The CPU or GPU this stands for on this machine; loads the engine. Ask once: {@code auto} logs
     * what it chose.
     *
     * @throws IllegalStateException where the GPU is missing
     */
    default ComputeDevice resolved() {
        if (this instanceof Cpu) {
            return this;
        }
        int gpuCount = engine().getGpuCount();
        if (this instanceof Gpu gpu) {
            if (gpu.index() >= gpuCount) {
                throw new IllegalStateException(
                        "The device '"
                                + gpu
                                + "' is missing: the engine "
                                + engine().getEngineName()
                                + " "
                                + engine().getVersion()
                                + " sees "
                                + gpuCount
                                + " GPUs (counted from 0). Install its CUDA build and a driver,"
                                + " name a GPU that exists, or take the device cpu or auto.");
            }
            return this;
        }
        ComputeDevice chosen = gpuCount > 0 ? new Gpu(0) : new Cpu();
        Logger log = LoggerFactory.getLogger(ComputeDevice.class);
        log.info("Device auto is {}: the engine sees {} GPUs.", chosen, gpuCount);
        return chosen;
    }

    /**
     * The engine that everything here runs on; loads it at the first call.
     *
     * @throws EngineLibraryException where its native libraries are missing or do not go together
     */
    static Engine engine() {
        return EngineLibraries.engine();
    }

    /** The engine's name of a resolved device. */
    static Device engineDevice(ComputeDevice resolved) {
        return resolved instanceof Gpu gpu ? Device.gpu(gpu.index()) : Device.cpu();
    }
}
