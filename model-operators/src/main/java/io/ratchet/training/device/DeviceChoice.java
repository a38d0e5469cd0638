package io.ratchet.training.device;

import java.util.List;
import java.util.Optional;
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
     * @param offered the indices that the cluster gives to this process, perhaps none; absent where
     *     it does not share out GPUs: then all that the engine sees may be taken
     * @throws MissingDeviceException where a GPU is wanted and there is none
     */
    static DeviceChoice of(ComputeDevice wanted, Optional<List<Integer>> offered, EngineGpus gpus) {
        if (wanted instanceof ComputeDevice.Cpu) {
            return new DeviceChoice(wanted, List.of());
        }
        int seen = gpus.count();
        List<Integer> candidates =
                offered.orElseGet(() -> IntStream.range(0, seen).boxed().toList()).stream()
                        .filter(index -> index < seen && fits(wanted, index))
                        .toList();
        String found = found(offered, seen, gpus);
        if (offered.isPresent() && !candidates.isEmpty()) {
            gpus.doubtOfOrder().ifPresent(doubt -> LOG.warn("{} {}.", doubt, found));
        }
        if (wanted instanceof ComputeDevice.Auto) {
            String chosen = candidates.isEmpty() ? "the CPU" : "one of the GPUs " + candidates;
            if (candidates.isEmpty() && offered.isPresent()) {
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
                            + " Install a driver and a libtorch for CUDA, configure Flink's"
                            + " external resource 'gpu', name a GPU that exists, or take the device"
                            + " cpu or auto.");
        }
        return new DeviceChoice(wanted, candidates);
    }

    private static boolean fits(ComputeDevice wanted, int index) {
        return !(wanted instanceof ComputeDevice.Gpu gpu) || gpu.index() == index;
    }

    private static String found(Optional<List<Integer>> offered, int seen, EngineGpus gpus) {
        return offered.map(DeviceChoice::said).orElse("Flink offers no GPU by index")
                + ", and the engine "
                + gpus.engineName()
                + " sees "
                + seen
                + " GPUs"
                + (seen == 0 ? ": " + gpus.whyNone() : "");
    }

    private static String said(List<Integer> offered) {
        return offered.isEmpty()
                ? "Flink's external resource 'gpu' is configured, but offers none (the task"
                        + " manager's log says why, at its start)"
                : "Flink offers the GPUs " + offered;
    }
}
