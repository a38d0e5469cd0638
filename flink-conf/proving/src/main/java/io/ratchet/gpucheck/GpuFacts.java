package io.ratchet.gpucheck;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.LibUtils;
import ai.djl.util.cuda.CudaUtils;
import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.device.EngineSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What the engine sees, and what the driver says. */
final class GpuFacts {
    private static final String[] DRIVER = {
        "nvidia-smi", "--query-gpu=name,driver_version,memory.total", "--format=csv,noheader"
    };
    private static final long LONGEST_SECONDS = 20;

    /** What changes the order of GPUs, or bits. */
    private static final List<String> ENVIRONMENT =
            List.of(
                    "CUDA_DEVICE_ORDER",
                    "CUDA_VISIBLE_DEVICES",
                    "CUBLAS_WORKSPACE_CONFIG",
                    "NVIDIA_TF32_OVERRIDE");

    private GpuFacts() {}

    /** Facts by name, in the order in which they are shown; loads the engine. */
    static Map<String, String> seen() {
        Engine engine = ComputeDevice.engine();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("libtorch", LibUtils.getLibtorchPath());
        facts.put("engine has CUDA", engine.hasCapability("CUDA") ? "yes" : "no");
        facts.put("GPUs seen", Integer.toString(engine.getGpuCount()));
        if (engine.getGpuCount() > 0) {
            facts.put("CUDA runtime", CudaUtils.getCudaVersionString());
        }
        facts.put(
                "CUDA runtime looked for in", System.getProperty("jna.library.path", "the system"));
        facts.put("driver", driver());
        for (String variable : ENVIRONMENT) {
            facts.put(variable, System.getenv().getOrDefault(variable, "not set"));
        }
        return facts;
    }

    /** What of this process and device may change bits. */
    static Map<String, String> settings(ComputeDevice resolved) {
        Map<String, String> facts = new LinkedHashMap<>();
        EngineSettings.current(resolved)
                .toMap()
                .forEach((name, value) -> facts.put("settings: " + name, value));
        return facts;
    }

    private static String driver() {
        try {
            Process process = new ProcessBuilder(DRIVER).redirectErrorStream(true).start();
            process.getOutputStream().close();
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "nvidia-smi does not answer";
            }
            byte[] said = process.getInputStream().readAllBytes();
            return new String(said, StandardCharsets.UTF_8).strip().replaceAll("\\R", "; ");
        } catch (IOException e) {
            return "no nvidia-smi";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "not asked";
        }
    }
}
