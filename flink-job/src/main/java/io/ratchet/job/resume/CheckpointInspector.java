package io.ratchet.job.resume;

import io.ratchet.operator.RestoredCheckpoint;
import java.io.DataInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.AbstractChannelStateHandle;
import org.apache.flink.runtime.state.AbstractMergedChannelStateHandle;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle.HandleAndLocalPath;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.OperatorStreamStateHandle;
import org.apache.flink.runtime.state.PlaceholderStreamStateHandle;
import org.apache.flink.runtime.state.StateObject;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.filemerging.SegmentFileStateHandle;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;

/**
 * Looks whether a checkpoint is whole: its metadata can be read, and every file that it names is
 * there in its full length. Flink itself finds a missing or cut file only while it restores, and
 * then restarts the job for ever.
 *
 * <p>What lies inside the files is not looked at; TRAIN checks its chunks when it reads them, and
 * marks a checkpoint in which one is damaged. A marked one is not whole.
 */
final class CheckpointInspector {
    private final Map<Path, Long> lengths = new HashMap<>();
    private final Set<String> files = new HashSet<>();

    /** Looks at a checkpoint. */
    Inspection inspect(String folder) {
        files.clear();
        Path metadata = new Path(folder, "_metadata");
        try (DataInputStream in = new DataInputStream(metadata.getFileSystem().open(metadata))) {
            Optional<String> mark = RestoredCheckpoint.mark(folder);
            if (mark.isPresent()) {
                return Inspection.faulty(folder, "marked by an earlier start: " + mark.get());
            }
            CheckpointMetadata content =
                    Checkpoints.loadCheckpointMetadata(
                            in, CheckpointInspector.class.getClassLoader(), folder);
            for (OperatorState operator : content.getOperatorStates()) {
                inspect(operator);
            }
            return Inspection.whole(folder, content.getCheckpointId(), files);
        } catch (IOException | RuntimeException e) {
            // Damaged metadata can make its reader throw anything.
            return Inspection.faulty(
                    folder, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        }
    }

    private void inspect(OperatorState operator) throws IOException {
        if (operator.getCoordinatorState() != null) {
            inspect(operator.getCoordinatorState());
        }
        for (OperatorSubtaskState subtask : operator.getStates()) {
            for (StateObject state :
                    concat(
                            subtask.getManagedOperatorState(),
                            subtask.getRawOperatorState(),
                            subtask.getManagedKeyedState(),
                            subtask.getRawKeyedState(),
                            subtask.getInputChannelState(),
                            subtask.getResultSubpartitionState())) {
                inspect(state);
            }
        }
    }

    @SafeVarargs
    private static List<StateObject> concat(Iterable<? extends StateObject>... collections) {
        List<StateObject> all = new java.util.ArrayList<>();
        for (Iterable<? extends StateObject> collection : collections) {
            collection.forEach(all::add);
        }
        return all;
    }

    private void inspect(StateObject state) throws IOException {
        if (state instanceof IncrementalRemoteKeyedStateHandle incremental) {
            inspect(incremental.getMetaDataStateHandle());
            for (HandleAndLocalPath shared : incremental.getSharedState()) {
                inspect(shared.getHandle());
            }
            for (HandleAndLocalPath owned : incremental.getPrivateState()) {
                inspect(owned.getHandle());
            }
        } else if (state instanceof KeyGroupsStateHandle keyGroups) {
            inspect(keyGroups.getDelegateStateHandle());
        } else if (state instanceof OperatorStreamStateHandle operator) {
            inspect(operator.getDelegateStateHandle());
        } else if (state instanceof AbstractChannelStateHandle<?> channel) {
            inspect(channel.getDelegate());
        } else if (state instanceof AbstractMergedChannelStateHandle<?, ?> channels) {
            inspect(channels.getDelegate());
        } else if (state instanceof StreamStateHandle stream) {
            inspectFile(stream);
        } else {
            throw new IOException(
                    "it holds a " + state.getClass().getSimpleName() + ", which cannot be checked");
        }
    }

    private void inspectFile(StreamStateHandle handle) throws IOException {
        if (handle instanceof ByteStreamStateHandle) {
            return;
        }
        if (handle instanceof FileStateHandle file) {
            expect(file.getFilePath(), file.getStateSize(), true);
        } else if (handle instanceof SegmentFileStateHandle segment) {
            expect(segment.getFilePath(), segment.getStartPos() + segment.getStateSize(), false);
        } else if (handle instanceof PlaceholderStreamStateHandle) {
            throw new IOException("it refers to a file that only a running job knew");
        } else {
            throw new IOException(
                    "it holds a "
                            + handle.getClass().getSimpleName()
                            + ", which cannot be checked");
        }
    }

    private void expect(Path file, long bytes, boolean exactly) throws IOException {
        files.add(file.toUri().toString());
        long length = length(file);
        if (length < bytes || (exactly && length != bytes)) {
            throw new IOException("file " + file + " has " + length + " of " + bytes + " bytes");
        }
    }

    private long length(Path file) throws IOException {
        Long known = lengths.get(file);
        if (known != null) {
            return known;
        }
        try {
            long length = file.getFileSystem().getFileStatus(file).getLen();
            lengths.put(file, length);
            return length;
        } catch (FileNotFoundException e) {
            throw new IOException("file " + file + " is missing", e);
        }
    }
}
