package io.ratchet.bench.peers;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A library that is built and fetched by the Maven profile {@code peers} only. */
enum PeerLibrary {
    /** PyTorch's C++ interface, bound by JavaCPP. */
    PYTORCH("PyTorch by JavaCPP", "pytorch", "io.ratchet.peer.pytorch.PyTorchPeer"),
    /** Deeplearning4j on ND4J's CPU backend. */
    DEEPLEARNING4J(
            "Deeplearning4j",
            "deeplearning4j",
            "io.ratchet.peer.deeplearning4j.Deeplearning4jPeer");

    /** What fetches and builds all of them. */
    static final String BUILD =
            "mvn -Ppeers -pl :peer-pytorch,:peer-deeplearning4j -am package -DskipTests";

    private final String title;
    private final String module;
    private final String mainClass;

    PeerLibrary(String title, String module, String mainClass) {
        this.title = title;
        this.module = module;
        this.mainClass = mainClass;
    }

    /** Its name in tables. */
    String title() {
        return title;
    }

    /** Those that have been built. */
    static List<PeerLibrary> built(Path modules) {
        return Arrays.stream(values()).filter(library -> library.isBuilt(modules)).toList();
    }

    private boolean isBuilt(Path modules) {
        return Files.isDirectory(target(modules).resolve("lib"))
                && Files.isDirectory(target(modules).resolve("classes"));
    }

    /**
     * The command of its process, but for the arguments.
     *
     * @param modules the folder of the peers' modules
     * @param protocol where the classes of {@code io.ratchet.bench.peer} are
     */
    List<String> command(Path modules, Path protocol) {
        Path target = target(modules);
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx2g",
                "-Dorg.bytedeco.javacpp.cachedir=" + target.resolve("natives"),
                "-cp",
                String.join(
                        File.pathSeparator,
                        protocol.toString(),
                        target.resolve("classes").toString(),
                        target.resolve("lib") + File.separator + "*"),
                mainClass);
    }

    private Path target(Path modules) {
        return modules.resolve(module).resolve("target");
    }
}
