package io.ratchet.operator;

import io.ratchet.training.instance.ComputeDevice;
import io.ratchet.training.instance.DeviceLease;
import io.ratchet.training.instance.EngineGpus;
import io.ratchet.training.instance.MissingDeviceException;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.run.StepEngine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/** The GPUs that Flink gives to this process: its external resource {@code gpu}. */
final class DeviceOffer {
    /** The name of the resource in Flink's configuration. */
    static final String RESOURCE = "gpu";

    /** The property of Flink's GPU driver. */
    private static final String INDEX = "index";

    private DeviceOffer() {}

    /**
     * Takes a device for a subtask.
     *
     * @throws SuppressRestartsException where there is none such: another attempt would find none
     *     either
     */
    static DeviceLease take(
            DeviceSettings settings, List<RunSpec> specs, RuntimeContext context, EngineGpus gpus) {
        ComputeDevice wanted = ComputeDevice.parse(settings.device());
        boolean inJava = specs.stream().allMatch(spec -> spec.engine() == StepEngine.JAVA);
        if (inJava || wanted instanceof ComputeDevice.Cpu) {
            return DeviceLease.of(new ComputeDevice.Cpu());
        }
        try {
            return DeviceLease.take(
                    wanted, indices(context.getExternalResourceInfos(RESOURCE)), gpus);
        } catch (MissingDeviceException missing) {
            throw new SuppressRestartsException(missing);
        }
    }

    /** The indices, in ascending order: Flink hands them over in any. */
    static List<Integer> indices(Collection<ExternalResourceInfo> offered) {
        List<Integer> indices = new ArrayList<>();
        for (ExternalResourceInfo gpu : offered) {
            String index = gpu.getProperty(INDEX).orElse("");
            if (!index.matches("\\d{1,3}")) {
                throw new SuppressRestartsException(
                        new IllegalStateException(
                                "Flink offers the GPU '"
                                        + gpu
                                        + "' with the index '"
                                        + index
                                        + "', but the engine counts GPUs from 0. Let the discovery"
                                        + " script print indices as nvidia-smi does."));
            }
            indices.add(Integer.parseInt(index));
        }
        return indices.stream().sorted().distinct().toList();
    }
}
