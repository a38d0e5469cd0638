package io.ratchet.operator.live;

import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.device.DeviceLease;
import io.ratchet.training.device.EngineGpus;
import io.ratchet.training.device.MissingDeviceException;
import io.ratchet.training.engine.EngineLibraryException;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.run.StepEngine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalResourceOptions;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.operators.StreamingRuntimeContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The GPUs that Flink gives to this process: its external resource {@code gpu}. */
public final class DeviceOffer {
    /** The name of the resource in Flink's configuration. */
    static final String RESOURCE = "gpu";

    private static final Logger LOG = LoggerFactory.getLogger(DeviceOffer.class);

    /** The property of Flink's GPU driver. */
    private static final String INDEX = "index";

    private DeviceOffer() {}

    /**
     * Takes a device for a subtask, and loads the engine's libraries where any run needs them.
     *
     * @throws SuppressRestartsException where there is none such, or the libraries do not go
     *     together: another attempt would find the same
     */
    public static DeviceLease take(
            DeviceSettings settings,
            List<RunSpec> specs,
            StreamingRuntimeContext context,
            EngineGpus gpus) {
        ComputeDevice wanted = ComputeDevice.parse(settings.device());
        if (specs.stream().allMatch(spec -> spec.engine() == StepEngine.JAVA)) {
            return DeviceLease.of(new ComputeDevice.Cpu());
        }
        try {
            LOG.info("The engine is {}.", gpus.engineName());
            if (wanted instanceof ComputeDevice.Cpu) {
                return DeviceLease.of(new ComputeDevice.Cpu());
            }
            Collection<ExternalResourceInfo> offered = context.getExternalResourceInfos(RESOURCE);
            return offered.isEmpty() && !isConfigured(context)
                    ? DeviceLease.take(wanted, gpus)
                    : DeviceLease.take(wanted, indices(wanted, offered), gpus);
        } catch (MissingDeviceException | EngineLibraryException lasting) {
            throw new SuppressRestartsException(lasting);
        }
    }

    /** Whether Flink shares GPUs out here: then none may be taken that it has not offered. */
    private static boolean isConfigured(StreamingRuntimeContext context) {
        Configuration flink = context.getTaskManagerRuntimeInfo().getConfiguration();
        return flink.get(ExternalResourceOptions.EXTERNAL_RESOURCE_LIST).contains(RESOURCE);
    }

    /** The indices, in ascending order: Flink hands them over in any. */
    private static List<Integer> indices(
            ComputeDevice wanted, Collection<ExternalResourceInfo> offered) {
        List<Integer> indices = new ArrayList<>();
        for (ExternalResourceInfo gpu : offered) {
            String index = gpu.getProperty(INDEX).orElse("");
            if (index.matches("\\d{1,3}")) {
                indices.add(Integer.parseInt(index));
            } else if (wanted instanceof ComputeDevice.Auto) {
                LOG.warn("Not taken: {}", noIndex(gpu, index));
            } else {
                throw new MissingDeviceException(noIndex(gpu, index));
            }
        }
        return indices.stream().sorted().distinct().toList();
    }

    private static String noIndex(ExternalResourceInfo gpu, String index) {
        return "Flink offers the GPU '"
                + gpu
                + "' with the index '"
                + index
                + "', but the engine counts GPUs from 0. Let the discovery script print indices as"
                + " nvidia-smi does.";
    }
}
