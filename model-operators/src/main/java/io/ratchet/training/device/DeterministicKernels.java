package io.ratchet.training.device;

import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PyTorch's switches for kernels that give the same bits every time. DJL does not offer them, so
 * they are set as C++ would set them, by {@code at::globalContext()}.
 *
 * <ul>
 *   <li>{@code setDeterministicCuDNN}: only those of cuDNN's ways to convolve that add up in one
 *       order ({@code torch.backends.cudnn.deterministic} in Python);
 *   <li>{@code setDeterministicAlgorithms}: where PyTorch has a kernel that adds up in one order
 *       beside one that does not, the former; where it has only the latter, the operation fails,
 *       see {@link UnorderedOperationException} ({@code torch.use_deterministic_algorithms(True)}).
 *       It would also fill all new memory, to find reads of what nobody has written: switched off.
 * </ul>
 *
 * <p>They hold for the whole process. Any thread.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/notes/randomness.html">Reproducibility</a>
 */
public final class DeterministicKernels {
    private static final Logger LOG = LoggerFactory.getLogger(DeterministicKernels.class);
    private static final String LIBRARY = "libtorch_cpu.so";

    /** {@code RTLD_LAZY}, and so for nobody else: as the engine has loaded it already. */
    private static final int FOR_US_ONLY = 0x1;

    private final Pointer context;
    private final Function setCudnn;
    private final Function setAlgorithms;
    private final Function setFill;
    private final Function cudnn;
    private final Function algorithms;

    private DeterministicKernels(NativeLibrary libtorch) {
        context = libtorch.getFunction("_ZN2at13globalContextEv").invokePointer(new Object[0]);
        setCudnn = libtorch.getFunction("_ZN2at7Context21setDeterministicCuDNNEb");
        setAlgorithms = libtorch.getFunction("_ZN2at7Context26setDeterministicAlgorithmsEbb");
        setFill = libtorch.getFunction("_ZN2at7Context39setDeterministicFillUninitializedMemoryEb");
        cudnn = libtorch.getFunction("_ZNK2at7Context18deterministicCuDNNEv");
        algorithms = libtorch.getFunction("_ZNK2at7Context23deterministicAlgorithmsEv");
    }

    /**
     * The switches of the libtorch that the engine has loaded; switches nothing.
     *
     * @param folder where the engine has loaded it from
     * @return empty where it names its switches otherwise, or is not there
     */
    public static Optional<DeterministicKernels> of(Path folder) {
        try {
            return Optional.of(
                    new DeterministicKernels(
                            NativeLibrary.getInstance(
                                    folder.resolve(LIBRARY).toString(),
                                    Map.of(Library.OPTION_OPEN_FLAGS, FOR_US_ONLY))));
        } catch (UnsatisfiedLinkError missing) {
            LOG.debug("Cannot reach the switches of {} in {}.", LIBRARY, folder, missing);
            return Optional.empty();
        }
    }

    /** Switches them for the whole process. */
    public void switchTo(boolean on) {
        setFill.invokeVoid(new Object[] {context, bool(false)});
        setCudnn.invokeVoid(new Object[] {context, bool(on)});
        setAlgorithms.invokeVoid(new Object[] {context, bool(on), bool(false)});
    }

    /** Whether libtorch says that all are on. */
    public boolean areOn() {
        return says(cudnn) && says(algorithms);
    }

    private static int bool(boolean value) {
        return value ? 1 : 0;
    }

    /** A C++ {@code bool} is one byte of what comes back. */
    private boolean says(Function getter) {
        return (getter.invokeInt(new Object[] {context}) & 0xFF) != 0;
    }
}
