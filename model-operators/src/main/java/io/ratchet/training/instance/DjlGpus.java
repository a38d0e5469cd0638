package io.ratchet.training.instance;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.engine.StandardCapabilities;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.cuda.CudaUtils;
import java.io.IOException;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The GPUs of this machine, through DJL.
 *
 * <p>PyTorch tells whether it can use CUDA; how many GPUs there are, and their memory, DJL asks of
 * CUDA's runtime library ({@code libcudart}), which it looks for on the library path.
 */
enum DjlGpus implements EngineGpus {
    /** The one. */
    INSTANCE;

    private static final Logger LOG = LoggerFactory.getLogger(DjlGpus.class);
    private static final String CUBLAS_WORKSPACE = "CUBLAS_WORKSPACE_CONFIG";
    private static final String TENSOR_FLOATS = "NVIDIA_TF32_OVERRIDE";
    private static final Path DRIVER = Path.of("/proc/driver/nvidia");

    @Override
    public String engineName() {
        Engine engine = ComputeDevice.engine();
        return engine.getEngineName() + " " + engine.getVersion();
    }

    @Override
    public int count() {
        Engine engine = ComputeDevice.engine();
        if (!engine.hasCapability(StandardCapabilities.CUDA)) {
            return 0; // a build for the CPU, however many GPUs the machine has
        }
        int count = engine.getGpuCount();
        if (count == 0) {
            LOG.warn(
                    "The engine {} can use CUDA, but DJL finds no libcudart and so no GPU. Put the"
                            + " folder of libcudart.so on LD_LIBRARY_PATH.",
                    engineName());
        }
        return count;
    }

    @Override
    public Device engineDevice(int index) {
        return Device.gpu(index);
    }

    @Override
    public Optional<Memory> memory(int index) {
        try {
            MemoryUsage usage = CudaUtils.getGpuMemory(Device.gpu(index));
            return Optional.of(new Memory(usage.getMax() - usage.getUsed(), usage.getMax()));
        } catch (IllegalArgumentException | IllegalStateException | EngineException nobodyTells) {
            LOG.debug("Cannot read the memory of gpu:{}.", index, nobodyTells);
            return Optional.empty();
        }
    }

    @Override
    public void releaseUnused() {
        JniUtils.emptyCudaCache();
    }

    @Override
    public void preferSameBits() {
        // It would time cuDNN's algorithms and take whichever happens to be the fastest.
        JniUtils.setBenchmarkCuDNN(false);
        if (System.getenv(CUBLAS_WORKSPACE) == null) {
            LOG.warn(
                    "{} is not set: cuBLAS may choose another way of adding up in another run. Set"
                            + " it to :4096:8 in the environment of every task manager.",
                    CUBLAS_WORKSPACE);
        }
    }

    /** Such as {@code gpu NVIDIA H100 PCIe, compute 90, CUDA 124, TF32 as PyTorch likes}. */
    @Override
    public String description(int index) {
        boolean noTensorFloats = "0".equals(System.getenv(TENSOR_FLOATS));
        try {
            return "gpu "
                    + models()
                    + ", compute "
                    + CudaUtils.getComputeCapability(index)
                    + ", CUDA "
                    + CudaUtils.getCudaVersionString()
                    + (noTensorFloats ? ", no TF32" : ", TF32 as PyTorch likes");
        } catch (IllegalArgumentException | IllegalStateException | EngineException nobodyTells) {
            LOG.debug("Cannot read what gpu:{} is.", index, nobodyTells);
            return "gpu " + models();
        }
    }

    /** The models of all GPUs of this machine, as its driver tells: mostly one. */
    private static String models() {
        TreeSet<String> models = new TreeSet<>();
        try (Stream<Path> gpus = Files.list(DRIVER.resolve("gpus"))) {
            for (Path gpu : gpus.toList()) {
                for (String line : Files.readAllLines(gpu.resolve("information"))) {
                    if (line.startsWith("Model:")) {
                        models.add(line.substring("Model:".length()).trim());
                    }
                }
            }
        } catch (IOException e) {
            LOG.debug(
                    "The driver tells no models.", e); // another system than Linux, or a container
        }
        return models.isEmpty() ? "of unknown model" : String.join(" or ", models);
    }
}
