package io.ratchet.training.engine;

import ai.djl.engine.Engine;
import ai.djl.util.Platform;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The native libraries of the engine: found and compared before DJL loads them.
 *
 * <p>A libtorch of another version than the binding was made for loads, and ends the process at the
 * first function that it lacks; DJL, where it notices, looks for another binding on the network.
 * Here nothing is downloaded, and what does not go together is refused.
 *
 * <p>Libtorch is the installed one that {@value #LIBRARY_PATH} names, else the one in a jar {@code
 * pytorch-native-…} on the class path. These settings are DJL's: environment variables, or else
 * system properties. Only the first is needed, the others are worked out.
 */
public final class EngineLibraries {
    public static final String LIBRARY_PATH = "PYTORCH_LIBRARY_PATH";
    static final String VERSION = "PYTORCH_VERSION";
    static final String FLAVOR = "PYTORCH_FLAVOR";

    /** {@code true} tries a libtorch of another version all the same. */
    static final String ANY_VERSION = "ratchet.libtorch.any-version";

    /** Where DJL's way into C looks for the CUDA runtime, which it asks for the number of GPUs. */
    public static final String RUNTIME_PATH = "jna.library.path";

    private static final String RUNTIME = "libcudart.so";
    private static final Logger LOG = LoggerFactory.getLogger(EngineLibraries.class);
    private static @Nullable Engine engine;

    private final EngineBinding binding;
    private final Function<String, @Nullable String> settings;
    private final Supplier<Optional<Bundled>> bundled;

    /**
     * A libtorch in a jar.
     *
     * @param version such as {@code 2.7.1-20250812}
     * @param flavor such as {@code cpu}
     */
    record Bundled(String version, String flavor) {}

    EngineLibraries(
            EngineBinding binding,
            Function<String, @Nullable String> settings,
            Supplier<Optional<Bundled>> bundled) {
        this.binding = binding;
        this.settings = settings;
        this.bundled = bundled;
    }

    /**
     * The engine; checks its libraries and loads them at the first call.
     *
     * @throws EngineLibraryException where they are missing or do not go together
     */
    public static synchronized Engine engine() {
        Engine loaded = engine;
        if (loaded == null) {
            EngineLibraries libraries =
                    new EngineLibraries(
                            EngineBinding.onClassPath(),
                            EngineLibraries::setting,
                            EngineLibraries::onClassPath);
            libraries.properties().forEach(System::setProperty);
            loaded = Engine.getEngine("PyTorch");
            engine = loaded;
        }
        return loaded;
    }

    /**
     * The system properties with which DJL loads what is there, and no other.
     *
     * @throws EngineLibraryException where that is missing or does not go together
     */
    SortedMap<String, String> properties() {
        SortedMap<String, String> properties = new TreeMap<>();
        properties.put("ai.djl.offline", "true");
        Optional<String> path = told(LIBRARY_PATH);
        if (path.isEmpty()) {
            checkBundled();
            return properties;
        }
        LibtorchFolder libtorch =
                LibtorchFolder.in(path.get())
                        .orElseThrow(
                                () ->
                                        new EngineLibraryException(
                                                LIBRARY_PATH
                                                        + " is "
                                                        + path.get()
                                                        + ", where no libtorch.so is. Name the folder that holds"
                                                        + " it: 'lib' of a libtorch, 'torch/lib' of a Python"
                                                        + " torch."));
        properties.put(VERSION, versionFor(libtorch));
        properties.put(FLAVOR, flavorFor(libtorch));
        Optional<String> folders = told(RUNTIME_PATH);
        if (folders.stream().noneMatch(EngineLibraries::holdRuntime)) {
            libtorch.cudaRuntime()
                    .map(EngineLibraries::folderFor)
                    .map(folder -> folders.map(own -> own + ':').orElse("") + folder)
                    .ifPresent(more -> properties.put(RUNTIME_PATH, more));
        }
        return properties;
    }

    /** So it is, too, where another job of this process has been here before. */
    private static boolean holdRuntime(String folders) {
        return Arrays.stream(folders.split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.exists(Path.of(folder, RUNTIME)));
    }

    /**
     * A folder with a link to the runtime under the only name that DJL looks for. Otherwise it
     * would take one that the system has, perhaps a newer one than the driver, and count no GPU.
     */
    private static Path folderFor(Path runtime) {
        try {
            Path folder = Files.createTempDirectory("ratchet-cuda-");
            Path link = Files.createSymbolicLink(folder.resolve(RUNTIME), runtime);
            folder.toFile().deleteOnExit();
            link.toFile().deleteOnExit(); // goes first: the last one registered does
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a link to " + runtime + ".", e);
        }
    }

    private String versionFor(LibtorchFolder libtorch) {
        Optional<String> told = told(VERSION).flatMap(LibtorchFolder::firstNumber);
        Optional<String> found = libtorch.version();
        if (told.isPresent() && found.isPresent() && !told.equals(found) && !isTried()) {
            throw new EngineLibraryException(
                    VERSION
                            + " says "
                            + told.get()
                            + ", but the libtorch in "
                            + libtorch.folder()
                            + " is "
                            + found.get()
                            + ". Leave it out: the version is read from the folder.");
        }
        if (libtorch.hasOwnBinding(binding)) {
            return found.or(() -> told).orElse(binding.libtorchVersion());
        }
        checkBinding();
        String needed = binding.libtorchVersion();
        Optional<String> known = found.or(() -> told);
        boolean same = known.map(needed::equals).orElseGet(() -> libtorch.contains(needed));
        if (!same) {
            refuseOrWarn(
                    "The libtorch in "
                            + libtorch.folder()
                            + known.map(version -> " is version " + version)
                                    .orElse(
                                            " does not say its version (if you know it, say it"
                                                    + " with "
                                                    + VERSION
                                                    + ")"));
        }
        return needed;
    }

    private String flavorFor(LibtorchFolder libtorch) {
        Optional<String> told = told(FLAVOR);
        String kind = libtorch.isForCuda() ? "cu" : "cpu";
        String strings = libtorch.hasNewStrings() ? "" : EngineBinding.OLD_STRINGS;
        Optional<String> fitting =
                binding.flavors().stream()
                        .filter(flavor -> flavor.startsWith(kind))
                        .filter(flavor -> flavor.replaceAll("^(cpu|cu\\d+)", "").equals(strings))
                        .findFirst();
        if (libtorch.hasOwnBinding(binding)) {
            return told.or(() -> fitting).orElse(kind + strings);
        }
        if (told.isPresent() ? !binding.flavors().contains(told.get()) : fitting.isEmpty()) {
            throw new EngineLibraryException(
                    "The libtorch in "
                            + libtorch.folder()
                            + " is of the flavor "
                            + told.orElse(kind + strings)
                            + ", but the binding on the class path, pytorch-jni "
                            + binding.version()
                            + ", is there for "
                            + binding.flavors()
                            + " only. Install a libtorch of one of these.");
        }
        return told.or(() -> fitting).orElseThrow();
    }

    private void checkBundled() {
        Bundled libtorch =
                bundled.get()
                        .orElseThrow(
                                () ->
                                        new EngineLibraryException(
                                                "There is no libtorch: "
                                                        + LIBRARY_PATH
                                                        + " is not set, and no jar pytorch-native-… for this"
                                                        + " machine is on the class path (one for CUDA counts"
                                                        + " where DJL finds libcudart and a GPU). Nothing is"
                                                        + " downloaded."
                                                        + " Name the folder of an installed libtorch "
                                                        + binding.libtorchVersion()
                                                        + ", or add the jar of that version."));
        Optional<String> told = told(VERSION);
        if (told.isPresent() && !libtorch.version().startsWith(told.get())) {
            throw new EngineLibraryException(
                    VERSION
                            + " says "
                            + told.get()
                            + ", but the libtorch on the class path is "
                            + libtorch.version()
                            + ", and nothing is downloaded. Leave it out, or name the folder of an"
                            + " installed libtorch with "
                            + LIBRARY_PATH
                            + ".");
        }
        checkBinding();
        String number = LibtorchFolder.firstNumber(libtorch.version()).orElse(libtorch.version());
        if (!number.equals(binding.libtorchVersion())
                || !binding.flavors().contains(libtorch.flavor())) {
            throw new EngineLibraryException(
                    "The libtorch on the class path is "
                            + libtorch.flavor()
                            + ' '
                            + libtorch.version()
                            + ", but the binding beside it, pytorch-jni "
                            + binding.version()
                            + ", was made for "
                            + binding.libtorchVersion()
                            + ' '
                            + binding.flavors()
                            + ": functions would be missing. Leave one pair of jars of one version.");
        }
    }

    private void checkBinding() {
        if (!binding.isOfItsDjl()) {
            throw new EngineLibraryException(
                    "The binding on the class path, pytorch-jni "
                            + binding.version()
                            + ", is not one for DJL "
                            + binding.djlVersion()
                            + ", which would look for another on the network. Take the jars of one release.");
        }
    }

    private void refuseOrWarn(String found) {
        String mismatch =
                found
                        + ", but the binding on the class path, pytorch-jni "
                        + binding.version()
                        + ", was made for "
                        + binding.libtorchVersion();
        if (!isTried()) {
            throw new EngineLibraryException(
                    mismatch
                            + ": the process would end at the first function that differs. Install"
                            + " that version, or put a libdjl_torch.so made for this one beside it; -D"
                            + ANY_VERSION
                            + "=true tries it all the same.");
        }
        LOG.warn(
                "{}; tried because of {}. The process may end at any step.", mismatch, ANY_VERSION);
    }

    private boolean isTried() {
        return Boolean.parseBoolean(told(ANY_VERSION).orElse("false"));
    }

    private Optional<String> told(String name) {
        return Optional.ofNullable(settings.apply(name)).filter(value -> !value.isBlank());
    }

    private static @Nullable String setting(String name) {
        String variable = System.getenv(name);
        return variable != null ? variable : System.getProperty(name);
    }

    private static Optional<Bundled> onClassPath() {
        Platform platform = Platform.detectPlatform("pytorch");
        return platform.isPlaceholder()
                ? Optional.empty()
                : Optional.of(new Bundled(platform.getVersion(), platform.getFlavor()));
    }
}
