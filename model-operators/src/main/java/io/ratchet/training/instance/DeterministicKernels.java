package io.ratchet.training.instance;

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
 *       beside one that does not, the former; where it has only the latter, it warns on standard
 *       error, once for each operation ({@code torch.use_deterministic_algorithms(True,
 *       warn_only=True)}). It would also fill all new memory, to find reads of what nobody has
 *       written: switched off.
 * </ul>
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/notes/randomness.html">Reproducibility</a>
 */
final class DeterministicKernels {
    private static final Logger LOG = LoggerFactory.getLogger(DeterministicKernels.class);
    private static final String LIBRARY = "libtorch_cpu.so";

    /** {@code RTLD_LAZY | RTLD_NOLOAD}: the library that the engine has loaded, or none. */
    private static final int ALREADY_LOADED = 0x1 | 0x4;

    private final NativeLibrary libtorch;
    private final Pointer context;

    private DeterministicKernels(NativeLibrary libtorch) {
        this.libtorch = libtorch;
        this.context = method("_ZN2at13globalContextEv").invokePointer(new Object[0]);
    }

    /**
     * The switches of the libtorch that the engine has loaded.
     *
     * @param folder holds it
     * @return empty where none is loaded from there, or one of a version that names its switches
     *     otherwise
     */
    static Optional<DeterministicKernels> of(Path folder) {
        try {
            DeterministicKernels kernels =
                    new DeterministicKernels(
                            NativeLibrary.getInstance(
                                    folder.resolve(LIBRARY).toString(),
                                    Map.of(Library.OPTION_OPEN_FLAGS, ALREADY_LOADED)));
            kernels.switchTo(kernels.areOn()); // every name is there
            return Optional.of(kernels);
        } catch (UnsatisfiedLinkError missing) {
            LOG.debug("Cannot reach the switches of {} in {}.", LIBRARY, folder, missing);
            return Optional.empty();
        }
    }

    /** Switches them for the whole process. */
    void switchTo(boolean on) {
        set("21setDeterministicCuDNNEb", on);
        set("39setDeterministicFillUninitializedMemoryEb", false);
        set("26setDeterministicAlgorithmsEbb", on, on);
    }

    /** Whether libtorch says that all are on. */
    boolean areOn() {
        return says("18deterministicCuDNNEv") && says("23deterministicAlgorithmsEv");
    }

    private void set(String setter, boolean... values) {
        Object[] arguments = new Object[values.length + 1];
        arguments[0] = context;
        for (int at = 0; at < values.length; at++) {
            arguments[at + 1] = values[at] ? 1 : 0;
        }
        method("_ZN2at7Context" + setter).invokeVoid(arguments);
    }

    /** A C++ {@code bool} is one byte of what comes back. */
    private boolean says(String getter) {
        return (method("_ZNK2at7Context" + getter).invokeInt(new Object[] {context}) & 0xFF) != 0;
    }

    private Function method(String name) {
        return libtorch.getFunction(name);
    }
}
