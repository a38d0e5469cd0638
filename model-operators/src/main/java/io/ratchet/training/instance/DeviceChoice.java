package io.ratchet.training.instance;

import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which GPUs may be taken.
 *
 * @param wanted what was asked for
 * @param candidates indices, in the order of the offer; empty for the CPU
 */
record DeviceChoice(ComputeDevice wanted, List<Integer> candidates) {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceChoice.class);

    DeviceChoice {
        candidates = List.copyOf(candidates);
    }

    /**
     * Chooses, and logs what {@code auto} stands for.
     *
     * @param offered the indices that the cluster gives to this process; empty where it gives none:
     *     then all that the engine sees may be taken
     * @throws MissingDeviceException where a GPU is wanted and there is none
     */
    static DeviceChoice of(ComputeDevice wanted, List<Integer> offered, EngineGpus gpus) {
        if (wanted instanceof ComputeDevice.Cpu) {
            return new DeviceChoice(wanted, List.of());
        }
        int seen = gpus.count();
        List<Integer> candidates =
                (offered.isEmpty() ? IntStream.range(0, seen).boxed().toList() : offered)
                        .stream().filter(index -> index < seen && fits(wanted, index)).toList();
        String found = found(offered, seen, gpus);
        if (wanted instanceof ComputeDevice.Auto) {
            String chosen = candidates.isEmpty() ? "the CPU" : "one of the GPUs " + candidates;
            if (candidates.isEmpty() && !offered.isEmpty()) {
                LOG.warn("Device auto is {}: {}.", chosen, found);
            } else {
                LOG.info("Device auto is {}: {}.", chosen, found);
            }
        } else if (candidates.isEmpty()) {
            throw new MissingDeviceException(
                    "The device '"
                            + wanted
                            + "' is missing: "
                            + found
                            + " (counted from 0, and anew where CUDA_VISIBLE_DEVICES is set)."
                            + " Install the engine's CUDA build and a driver, configure Flink's"
                            + " external resource 'gpu', name a GPU that exists, or take the device"
                            + " cpu or auto.");
        }
        return new DeviceChoice(wanted, candidates);
    }

    private static boolean fits(ComputeDevice wanted, int index) {
        return !(wanted instanceof ComputeDevice.Gpu gpu) || gpu.index() == index;
    }

    private static String found(List<Integer> offered, int seen, EngineGpus gpus) {
        return (offered.isEmpty()
                        ? "Flink offers no GPU by index"
                        : "Flink offers the GPUs " + offered)
                + ", and the engine "
                + gpus.engineName()
                + " sees "
                + seen
                + " GPUs";
    }
}
