package io.ratchet.training.engine;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder with an installed libtorch, and what it tells of itself: that of the distribution for
 * C++, of an installed Python torch, or of DJL.
 *
 * @param folder the folder that holds {@code libtorch.so}
 */
record LibtorchFolder(Path folder) {
    private static final String LIBRARY = "libtorch.so";
    private static final Pattern NUMBER = Pattern.compile("\\d+\\.\\d+\\.\\d+");

    /** As DJL names the folders it unpacks natives into. */
    private static final Pattern FOLDER_OF_DJL =
            Pattern.compile("(\\d+\\.\\d+\\.\\d+)-(?:\\d+-)?(?:cpu|cu\\d+)[\\w-]*");

    /** A function of libtorch that takes a string, as a compiler for C++ 11 and later names it. */
    private static final String NEW_STRINGS = "N3c105ErrorC1ENS_14SourceLocationENSt7__cxx11";

    /** With a version or a checksum in its name, or without. */
    private static final Pattern RUNTIME = Pattern.compile("/libcudart(-[0-9a-f]+)?\\.so[.0-9]*$");

    /** Where an installed Python torch has the CUDA runtime that it was made for. */
    private static final List<String> RUNTIMES =
            List.of("", "../../nvidia/cuda_runtime/lib", "../../nvidia/cu13/lib");

    /**
     * The folder that DJL takes.
     *
     * @param libraryPath folders, or the library itself, with colons between
     */
    static Optional<LibtorchFolder> in(String libraryPath) {
        for (String entry : libraryPath.split(File.pathSeparator, -1)) {
            Path path = Path.of(entry).toAbsolutePath();
            if (entry.isEmpty()) {
                continue;
            }
            if (Files.isRegularFile(path.resolve(LIBRARY))) {
                return Optional.of(new LibtorchFolder(path));
            }
            Path parent = path.getParent();
            if (path.endsWith(LIBRARY) && Files.isRegularFile(path) && parent != null) {
                return Optional.of(new LibtorchFolder(parent));
            }
        }
        return Optional.empty();
    }

    /** The version that stands beside it, such as {@code 2.7.1}; empty where nothing says it. */
    Optional<String> version() {
        for (String file : List.of("build-version", "../build-version", "../version.py")) {
            Path path = folder.resolve(file);
            if (Files.isRegularFile(path)) {
                return firstNumber(read(path));
            }
        }
        Matcher name = FOLDER_OF_DJL.matcher(String.valueOf(folder.getFileName()));
        return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
    }

    /** The version in a text such as {@code 2.7.1+cu126}. */
    static Optional<String> firstNumber(String text) {
        Matcher number = NUMBER.matcher(text);
        return number.find() ? Optional.of(number.group()) : Optional.empty();
    }

    /** Whether the version is compiled in, as a text of its own. Reads all of a large file. */
    boolean contains(String version) {
        return holds("libtorch_cpu.so", '\0' + version + '\0');
    }

    /** What kind it is, as far as its files tell: {@code cu} or {@code cpu}. */
    boolean isForCuda() {
        return Files.isRegularFile(folder.resolve("libtorch_cuda.so"));
    }

    /** Whether its C++ strings are of the kind that compilers have made since C++ 11. */
    boolean hasNewStrings() {
        return holds("libc10.so", NEW_STRINGS);
    }

    /** The CUDA runtime that it was made for, whatever its file is called. */
    Optional<Path> cudaRuntime() {
        for (String place : RUNTIMES) {
            Path runtimes = folder.resolve(place).normalize();
            Optional<Path> runtime =
                    Files.isDirectory(runtimes) ? runtimeIn(runtimes) : Optional.empty();
            if (runtime.isPresent()) {
                return runtime;
            }
        }
        return Optional.empty();
    }

    /** Whether a binding lies beside it, made for just this libtorch. */
    boolean hasOwnBinding(EngineBinding binding) {
        return binding.namesBesideLibtorch().stream()
                .anyMatch(name -> Files.isRegularFile(folder.resolve(name)));
    }

    private static Optional<Path> runtimeIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> RUNTIME.matcher(file.toString()).find())
                    .sorted()
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look into " + folder + ".", e);
        }
    }

    private boolean holds(String name, String text) {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = Math.min(channel.size(), Integer.MAX_VALUE);
            MappedByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
            return holds(bytes, text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + ".", e);
        }
    }

    /**
     * The second byte is looked for first: the first one may be a zero, of which there are many.
     */
    private static boolean holds(MappedByteBuffer bytes, byte[] text) {
        for (int at = 0; at <= bytes.limit() - text.length; at++) {
            if (bytes.get(at + 1) == text[1] && startsAt(bytes, at, text)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsAt(MappedByteBuffer bytes, int at, byte[] text) {
        for (int index = 0; index < text.length; index++) {
            if (bytes.get(at + index) != text[index]) {
                return false;
            }
        }
        return true;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + ".", e);
        }
    }
}
