package io.ratchet.training.device;

import ai.djl.engine.Engine;
import io.ratchet.training.engine.EngineLibraries;
import io.ratchet.training.engine.EngineLibraryException;
import java.io.Serializable;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where instances live and train. */
public sealed interface ComputeDevice extends Serializable {
    /** A GPU where there is one, else the CPU. */
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

    /** A GPU, whichever is free. */
    record AnyGpu() implements ComputeDevice {
        @Override
        public String toString() {
            return "gpu";
        }
    }

    /**
     * A GPU.
     *
     * @param index counted from 0, as the engine counts
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
     * The device of a text: {@code auto}, {@code cpu}, {@code gpu} (any) or {@code gpu:N}. Whether
     * it exists is not asked.
     */
    static ComputeDevice parse(String text) {
        Matcher gpu = Pattern.compile("gpu:(\\d{1,3})").matcher(text);
        if (gpu.matches()) {
            return new Gpu(Integer.parseInt(gpu.group(1)));
        }
        return switch (text) {
            case "auto" -> new Auto();
            case "cpu" -> new Cpu();
            case "gpu" -> new AnyGpu();
            default ->
                    throw new IllegalArgumentException(
                            "Unknown device '" + text + "'. Known: auto, cpu, gpu, gpu:N.");
        };
    }

    /**
     * The CPU or GPU this stands for on this machine, for whoever shares it with nobody (TRAIN
     * takes a {@link DeviceLease} instead); loads the engine. Ask once: {@code auto} logs what it
     * chose.
     *
     * @throws MissingDeviceException where the GPU is missing
     */
    default ComputeDevice resolved() {
        DeviceChoice choice = DeviceChoice.of(this, Optional.empty(), DjlGpus.INSTANCE);
        return choice.candidates().isEmpty() ? new Cpu() : new Gpu(choice.candidates().get(0));
    }

    /**
     * The engine that everything here runs on; loads it at the first call.
     *
     * @throws EngineLibraryException where its native libraries are missing or do not go together
     */
    static Engine engine() {
        return EngineLibraries.engine();
    }
}
