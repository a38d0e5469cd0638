package io.ratchet.training.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.engine.EngineLibraries.Bundled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that pretend to be a libtorch: nothing is loaded from them. */
class EngineLibrariesTest {
    private static final EngineBinding BINDING =
            new EngineBinding("0.36.0", "2.7.1-0.36.0", List.of("cu128", "cpu"));
    private static final String NEW_STRINGS = "_ZN3c105ErrorC1ENS_14SourceLocationENSt7__cxx1112";

    private final Map<String, String> settings = new HashMap<>();

    @TempDir Path folder;
    private Path lib;

    @BeforeEach
    void installLibtorch() throws IOException {
        lib = Files.createDirectories(folder.resolve("torch/lib"));
        Files.createFile(lib.resolve("libtorch.so"));
        Files.writeString(lib.resolve("libc10.so"), "\0" + NEW_STRINGS + "\0");
        Files.writeString(lib.resolve("libtorch_cpu.so"), "\0pytorch\0" + "2.7.1\0");
        settings.put(EngineLibraries.LIBRARY_PATH, lib.toString());
    }

    @Test
    void thoseOnTheClassPathOfThisBuildGoTogether() {
        EngineBinding binding = EngineBinding.onClassPath();

        assertThat(binding.isOfItsDjl()).isTrue();
        assertThat(binding.flavors()).contains("cpu");
        assertThat(ComputeDevice.engine().getVersion()).isEqualTo(binding.libtorchVersion());
        assertThat(System.getProperty("ai.djl.offline")).isEqualTo("true");
    }

    @Test
    void aPythonTorchForCudaIsTakenWithItsRuntime() throws IOException {
        // Given
        Files.writeString(lib.resolve("../version.py"), "__version__ = '2.7.1+cu126'\n");
        Files.createFile(lib.resolve("libtorch_cuda.so"));
        Path runtime = Files.createDirectories(folder.resolve("nvidia/cuda_runtime/lib"));
        Files.createFile(runtime.resolve("libcudart.so.12"));
        settings.put(EngineLibraries.RUNTIME_PATH, "/opt/own");

        // When
        SortedMap<String, String> properties = libraries(BINDING).properties();

        // Then: the binding for CUDA 12.8 calls nothing that 12.6 lacks
        assertThat(properties)
                .contains(
                        entry("ai.djl.offline", "true"),
                        entry(EngineLibraries.VERSION, "2.7.1"),
                        entry(EngineLibraries.FLAVOR, "cu128"));
        assertThat(runtimes(properties))
                .containsExactly("/opt/own/libcudart.so", runtime + "/libcudart.so.12");
    }

    @Test
    void aRuntimeWithAChecksumInItsNameIsFoundBesideLibtorch() throws IOException {
        Path runtime = Files.createFile(lib.resolve("libcudart-8774224f.so.12"));

        assertThat(runtimes(libraries(BINDING).properties())).containsExactly(runtime.toString());
    }

    /** Where the names under which DJL looks for the runtime lead. */
    private static List<String> runtimes(Map<String, String> properties) throws IOException {
        List<String> found = new ArrayList<>();
        String path = properties.getOrDefault(EngineLibraries.RUNTIME_PATH, "");
        for (String folder : path.split(":", -1)) {
            Path library = Path.of(folder, "libcudart.so");
            found.add(
                    (Files.isSymbolicLink(library) ? Files.readSymbolicLink(library) : library)
                            .toString());
        }
        return found;
    }

    @Test
    void aLibtorchOfAnotherVersionIsRefusedNamingBoth() throws IOException {
        Files.writeString(folder.resolve("torch/build-version"), "2.5.1+cu124\n");

        assertThatThrownBy(() -> libraries(BINDING).properties())
                .isInstanceOf(EngineLibraryException.class)
                .hasMessageContaining(lib.toString())
                .hasMessageContaining("is version 2.5.1, but")
                .hasMessageContaining("was made for 2.7.1")
                .hasMessageContaining("libdjl_torch.so made for this one");
    }

    @Test
    void anotherVersionIsTriedWhereThatIsAskedFor() throws IOException {
        Files.writeString(folder.resolve("torch/build-version"), "2.5.1+cpu\n");
        settings.put(EngineLibraries.ANY_VERSION, "true");

        assertThat(libraries(BINDING).properties()).containsEntry(EngineLibraries.VERSION, "2.7.1");
        settings.put(EngineLibraries.VERSION, "2.7.1"); // as the first job of a process leaves it
        assertThat(libraries(BINDING).properties()).containsEntry(EngineLibraries.VERSION, "2.7.1");
    }

    @Test
    void theSecondJobOfAProcessFindsTheLinkOfTheFirst() throws IOException {
        Files.createFile(lib.resolve("libcudart-8774224f.so.12"));
        settings.putAll(libraries(BINDING).properties());

        assertThat(libraries(BINDING).properties()).doesNotContainKey(EngineLibraries.RUNTIME_PATH);
    }

    @Test
    void aBindingBesideLibtorchWasMadeForIt() throws IOException {
        Files.writeString(folder.resolve("torch/build-version"), "2.5.1+cu124\n");
        Files.createFile(lib.resolve("libdjl_torch.so"));

        assertThat(libraries(BINDING).properties()).containsEntry(EngineLibraries.VERSION, "2.5.1");
    }

    @Test
    void whatNoFileSaysIsReadFromTheLibrary() throws IOException {
        assertThat(libraries(BINDING).properties()).containsEntry(EngineLibraries.VERSION, "2.7.1");

        Files.writeString(lib.resolve("libtorch_cpu.so"), "\0pytorch\0" + "2.7.12\0");
        assertThatThrownBy(() -> libraries(BINDING).properties())
                .hasMessageContaining("does not say its version")
                .hasMessageContaining("pytorch-jni 2.7.1-0.36.0, was made for 2.7.1");

        settings.put(EngineLibraries.VERSION, "2.7.1");
        assertThat(libraries(BINDING).properties()).containsEntry(EngineLibraries.VERSION, "2.7.1");
        settings.put(EngineLibraries.VERSION, "2.7.12");
        assertThatThrownBy(() -> libraries(BINDING).properties())
                .hasMessageContaining("is version 2.7.12, but");
    }

    @Test
    void theFolderOfDjlNamesItsVersion() throws IOException {
        Path unpacked = folder.resolve("2.5.1-20241030-cu124-linux-x86_64");
        Files.move(lib, unpacked);
        settings.put(EngineLibraries.LIBRARY_PATH, unpacked.toString());

        assertThatThrownBy(() -> libraries(BINDING).properties())
                .hasMessageContaining("is version 2.5.1, but");
    }

    @Test
    void aVersionThatIsNotTheFoldersIsRefused() throws IOException {
        Files.writeString(folder.resolve("torch/build-version"), "2.7.1+cpu\n");
        settings.put(EngineLibraries.VERSION, "2.5.1");

        assertThatThrownBy(() -> libraries(BINDING).properties())
                .hasMessageContaining("PYTORCH_VERSION says 2.5.1, but")
                .hasMessageContaining("is 2.7.1.");
    }

    @Test
    void aFlavorWithoutABindingIsRefused() throws IOException {
        Files.writeString(lib.resolve("libc10.so"), "_ZN3c105ErrorC1ENS_14SourceLocationESs");

        assertThatThrownBy(() -> libraries(BINDING).properties())
                .hasMessageContaining("of the flavor cpu-precxx11, but")
                .hasMessageContaining("[cu128, cpu]");
    }

    @Test
    void aPathWithoutLibtorchIsRefused() {
        settings.put(EngineLibraries.LIBRARY_PATH, folder.toString());

        assertThatThrownBy(() -> libraries(BINDING).properties())
                .hasMessageContaining("PYTORCH_LIBRARY_PATH is " + folder)
                .hasMessageContaining("torch/lib");
    }

    @Test
    void jarsOfTwoVersionsAreRefusedNamingBoth() {
        settings.clear();
        Bundled newer = new Bundled("2.7.1-20250812", "cpu");
        Bundled older = new Bundled("2.5.1-20241030", "cu124");

        assertThat(libraries(BINDING, newer).properties())
                .containsOnly(entry("ai.djl.offline", "true"));
        assertThatThrownBy(() -> libraries(BINDING, older).properties())
                .hasMessageContaining("is cu124 2.5.1-20241030, but")
                .hasMessageContaining("was made for 2.7.1 [cu128, cpu]");
    }

    @Test
    void aBindingOfAnotherDjlIsRefusedNamingBoth() {
        settings.clear();
        EngineBinding older = new EngineBinding("0.36.0", "2.7.1-0.34.0", List.of("cpu"));

        assertThatThrownBy(
                        () -> libraries(older, new Bundled("2.7.1-20250812", "cpu")).properties())
                .hasMessageContaining("pytorch-jni 2.7.1-0.34.0, is not one for DJL 0.36.0");
    }

    @Test
    void nothingIsDownloaded() {
        settings.clear();
        assertThatThrownBy(() -> libraries(BINDING).properties())
                .hasMessageContaining("There is no libtorch")
                .hasMessageContaining("Nothing is downloaded.");

        settings.put(EngineLibraries.VERSION, "2.5.1");
        assertThatThrownBy(
                        () -> libraries(BINDING, new Bundled("2.7.1-20250812", "cpu")).properties())
                .hasMessageContaining("PYTORCH_VERSION says 2.5.1, but")
                .hasMessageContaining("is 2.7.1-20250812, and nothing is downloaded");
    }

    private EngineLibraries libraries(EngineBinding binding) {
        return new EngineLibraries(binding, settings::get, Optional::empty);
    }

    private EngineLibraries libraries(EngineBinding binding, Bundled bundled) {
        return new EngineLibraries(binding, settings::get, () -> Optional.of(bundled));
    }
}
