package io.ratchet.drill.stage;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.AbstractChannelStateHandle;
import org.apache.flink.runtime.state.AbstractMergedChannelStateHandle;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle.HandleAndLocalPath;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.StateObject;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;
import org.jspecify.annotations.Nullable;

/**
 * The files of a checkpoint, as its metadata names them; for those who damage them.
 *
 * @param keyed what TRAIN's state backend wrote: its stream on the heap, its tables in RocksDB
 * @param inFlight what lay in network buffers
 */
public record CheckpointFiles(Set<Path> keyed, Set<Path> inFlight) {
    private static final String METADATA = "_metadata";

    public CheckpointFiles {
        keyed = Set.copyOf(keyed);
        inFlight = Set.copyOf(inFlight);
    }

    /** The complete checkpoints below a folder, oldest first. */
    public static List<Path> complete(Path folder) throws IOException {
        Map<Path, FileTime> found = new HashMap<>();
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (file.endsWith(METADATA)) {
                            found.put(file, attributes.lastModifiedTime());
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    /** Flink deletes older ones meanwhile. */
                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException gone) {
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path directory, @Nullable IOException gone) {
                        return FileVisitResult.CONTINUE;
                    }
                });
        return found.entrySet().stream()
                .sorted(
                        Map.Entry.<Path, FileTime>comparingByValue()
                                .thenComparing(entry -> number(entry.getKey())))
                .map(entry -> entry.getKey().getParent())
                .toList();
    }

    private static int number(Path metadata) {
        String name = metadata.getName(metadata.getNameCount() - 2).toString();
        return name.startsWith("chk-") ? Integer.parseInt(name.substring(4)) : 0;
    }

    /** Those of a checkpoint. */
    public static CheckpointFiles of(Path checkpoint) throws IOException {
        Set<Path> keyed = new TreeSet<>();
        Set<Path> inFlight = new TreeSet<>();
        try (DataInputStream in =
                new DataInputStream(Files.newInputStream(checkpoint.resolve(METADATA)))) {
            for (OperatorState operator :
                    Checkpoints.loadCheckpointMetadata(
                                    in,
                                    CheckpointFiles.class.getClassLoader(),
                                    checkpoint.toString())
                            .getOperatorStates()) {
                for (OperatorSubtaskState subtask : operator.getStates()) {
                    subtask.getManagedKeyedState().forEach(state -> addKeyed(state, keyed));
                    subtask.getInputChannelState().forEach(state -> addInFlight(state, inFlight));
                    subtask.getResultSubpartitionState()
                            .forEach(state -> addInFlight(state, inFlight));
                }
            }
        }
        return new CheckpointFiles(keyed, inFlight);
    }

    /** The largest file of the state backend that the older checkpoint does not use. */
    public static Path largestOfItsOwn(Path newest, Path older) throws IOException {
        List<Path> own = new ArrayList<>(of(newest).keyed());
        own.removeAll(of(older).keyed());
        return own.stream()
                .max(Comparator.comparingLong(file -> file.toFile().length()))
                .orElseThrow();
    }

    private static void addKeyed(KeyedStateHandle handle, Set<Path> keyed) {
        if (handle instanceof IncrementalRemoteKeyedStateHandle tables) {
            tables.getSharedState().stream()
                    .map(HandleAndLocalPath::getHandle)
                    .forEach(table -> add(keyed, table));
        } else if (handle instanceof KeyGroupsStateHandle stream) {
            add(keyed, stream.getDelegateStateHandle());
        }
    }

    private static void addInFlight(StateObject state, Set<Path> inFlight) {
        if (state instanceof AbstractChannelStateHandle<?> channel) {
            add(inFlight, channel.getDelegate());
        } else if (state instanceof AbstractMergedChannelStateHandle<?, ?> channels) {
            add(inFlight, channels.getDelegate());
        }
    }

    private static void add(Set<Path> files, StreamStateHandle handle) {
        if (handle instanceof FileStateHandle file) {
            files.add(Path.of(file.getFilePath().getPath()));
        }
    }
}
