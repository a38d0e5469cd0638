package io.ratchet.training.device;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.engine.StandardCapabilities;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.LibUtils;
import ai.djl.util.cuda.CudaUtils;
import io.ratchet.training.engine.EngineLibraries;
import java.io.IOException;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
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

    /** {@code true} allows kernels that add up in another order each time. */
    static final String ANY_ORDER = "ratchet.kernels.any-order";

    private static final AtomicBoolean WARNED = new AtomicBoolean();
    private static final Logger LOG = LoggerFactory.getLogger(DjlGpus.class);
    private static final String CUBLAS_WORKSPACE = "CUBLAS_WORKSPACE_CONFIG";
    private static final Set<String> ORDERED_WORKSPACES = Set.of(":4096:8", ":16:8");
    private static final String TENSOR_FLOATS = "NVIDIA_TF32_OVERRIDE";
    private static final String ORDER = "CUDA_DEVICE_ORDER";
    private static final String ORDER_OF_NVIDIA_SMI = "PCI_BUS_ID";
    private static final String VISIBLE = "CUDA_VISIBLE_DEVICES";
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
        return engine.getGpuCount();
    }

    @Override
    public String whyNone() {
        boolean usesCuda = ComputeDevice.engine().hasCapability(StandardCapabilities.CUDA);
        return whyNone(Path.of(LibUtils.getLibtorchPath()), usesCuda);
    }

    /** A build for the CPU, a missing driver and a missing runtime want different things done. */
    static String whyNone(Path libtorch, boolean usesCuda) {
        String own = "its libtorch in " + libtorch;
        if (!Files.isRegularFile(libtorch.resolve("libtorch_cuda.so"))) {
            return own
                    + " is a build for the CPU; "
                    + EngineLibraries.LIBRARY_PATH
                    + " names the folder of one for CUDA";
        }
        if (!usesCuda) {
            return own
                    + " is built for CUDA, but finds no GPU, or no driver that is new enough:"
                    + " nvidia-smi must show one";
        }
        return own
                + " can use CUDA, but DJL, which counts GPUs with libcudart.so, finds none, or one"
                + " that is newer than the driver; name its folder with "
                + EngineLibraries.RUNTIME_PATH;
    }

    @Override
    public Optional<String> doubtOfOrder() {
        return doubtOfOrder(count(), System.getenv());
    }

    static Optional<String> doubtOfOrder(int count, Map<String, String> environment) {
        String visible = environment.get(VISIBLE);
        if (visible != null) {
            return Optional.of(
                    VISIBLE
                            + " is "
                            + visible
                            + ", so the engine counts these anew, but nvidia-smi counts all: a task"
                            + " may take another GPU than it was given. Leave it out.");
        }
        return count < 2 || ORDER_OF_NVIDIA_SMI.equals(environment.get(ORDER))
                ? Optional.empty()
                : Optional.of(
                        ORDER
                                + " is not "
                                + ORDER_OF_NVIDIA_SMI
                                + ", so the engine may count GPUs in another order than nvidia-smi:"
                                + " a task may take another GPU than it was given. Set it in the"
                                + " environment of every task manager.");
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
        Optional<String> whyNot = orderedSums();
        if (whyNot.isPresent() && WARNED.compareAndSet(false, true)) {
            LOG.warn("{}", whyNot.get());
        }
    }

    /**
     * Sees to it that sums are added up in one order, before the first step of the process.
     *
     * @return why they are not, as a sentence
     */
    private static synchronized Optional<String> orderedSums() {
        Optional<String> forbidden = whyAnyOrder(System.getenv(), Boolean.getBoolean(ANY_ORDER));
        if (forbidden.isPresent()) {
            return forbidden;
        }
        kernels().ifPresent(kernels -> kernels.switchTo(true));
        return hasDeterministicKernels()
                ? Optional.empty()
                : Optional.of(
                        "The switches of libtorch for kernels that add up in one order cannot be"
                                + " reached: convolutions, among others, may give other bits in"
                                + " another run. 'ratchet gpu-check' tells which.");
    }

    /**
     * Why kernels may add up in any order. With cuBLAS set otherwise, PyTorch would refuse every
     * matrix product while only ordered ones are allowed.
     */
    static Optional<String> whyAnyOrder(Map<String, String> environment, boolean allowed) {
        if (allowed) {
            return Optional.of(
                    ANY_ORDER
                            + " is true: a run may give other bits after an interruption, as kernels"
                            + " may add up in any order.");
        }
        String workspace = workspace(environment);
        return ORDERED_WORKSPACES.contains(workspace)
                ? Optional.empty()
                : Optional.of(
                        CUBLAS_WORKSPACE
                                + " is "
                                + workspace
                                + ": cuBLAS, and other kernels with it, may choose another way of"
                                + " adding up in another run. Set it to :4096:8 in the environment"
                                + " of every task manager.");
    }

    private static boolean hasDeterministicKernels() {
        return kernels().filter(DeterministicKernels::areOn).isPresent();
    }

    private static Optional<DeterministicKernels> kernels() {
        return DeterministicKernels.of(Path.of(LibUtils.getLibtorchPath()));
    }

    /**
     * Such as {@code gpu NVIDIA H100 PCIe, compute 90, CUDA 124, TF32 as PyTorch likes, cuBLAS
     * workspace :4096:8, deterministic kernels}.
     */
    @Override
    public String description(int index) {
        try {
            return "gpu "
                    + models()
                    + ", compute "
                    + CudaUtils.getComputeCapability(index)
                    + ", CUDA "
                    + CudaUtils.getCudaVersionString()
                    + ", "
                    + settings(System.getenv())
                    + (hasDeterministicKernels() ? ", deterministic kernels" : "");
        } catch (IllegalArgumentException | IllegalStateException | EngineException nobodyTells) {
            LOG.debug("Cannot read what gpu:{} is.", index, nobodyTells);
            return "gpu " + models();
        }
    }

    /** What of the environment may change bits. */
    static String settings(Map<String, String> environment) {
        boolean noTensorFloats = "0".equals(environment.get(TENSOR_FLOATS));
        return (noTensorFloats ? "no TF32" : "TF32 as PyTorch likes")
                + ", cuBLAS workspace "
                + workspace(environment);
    }

    private static String workspace(Map<String, String> environment) {
        return environment.getOrDefault(CUBLAS_WORKSPACE, "not set");
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
