package io.ratchet.job.discovery;

import io.ratchet.job.checkpoint.DamagedMetadataException;
import io.ratchet.job.checkpoint.MetadataFile;
import io.ratchet.job.claim.StartOrigin;
import io.ratchet.job.message.Message;
import io.ratchet.operator.end.EndedRuns;
import io.ratchet.operator.restore.RestoredCheckpoint;
import java.io.DataInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
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
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.OperatorStreamStateHandle;
import org.apache.flink.runtime.state.PlaceholderStreamStateHandle;
import org.apache.flink.runtime.state.StateObject;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.filemerging.SegmentFileStateHandle;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether a checkpoint is whole: its metadata is what was written, and every file that it
 * names is there in its full length. Flink itself finds a missing or cut file only while it
 * restores.
 *
 * <p>What lies inside the files is not looked at; TRAIN checks its chunks when it reads them, and
 * marks a checkpoint in which one is damaged. A marked one is not whole.
 */
public final class CheckpointInspector {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointInspector.class);

    private final Map<Path, Long> lengths = new HashMap<>();
    private final Set<Path> files = new HashSet<>();
    private final Set<SourceName> sources = new HashSet<>();
    private EndedRuns ended = EndedRuns.NONE;
    private boolean holdsBlocks;
    private StateFormat format = StateFormat.NONE;

    /** Looks at a checkpoint. */
    public Inspection inspect(Path folder) {
        try {
            Optional<String> mark = RestoredCheckpoint.mark(folder);
            if (mark.isPresent()) {
                return Inspection.faulty(folder, "marked by an earlier start: " + mark.get());
            }
            MetadataFile metadata = metadata(folder);
            long number = inspectFiles(folder, metadata);
            return Inspection.whole(folder, number, files, ended)
                    .reading(sources, holdsBlocks)
                    .by(provenance(metadata));
        } catch (IOException | RuntimeException e) {
            // Damaged metadata can make its reader throw anything.
            return Inspection.faulty(folder, text(e));
        }
    }

    /**
     * What is missing of a checkpoint for sure; nothing where it is whole, or where that cannot be
     * told because its storage does not answer.
     */
    Optional<String> missing(Path folder) {
        try {
            return lost(folder);
        } catch (IOException | RuntimeException e) {
            LOG.warn("Cannot tell whether {} is whole", folder, e);
            return Optional.empty();
        }
    }

    private Optional<String> lost(Path folder) throws IOException {
        try {
            inspectFiles(folder, metadata(folder));
            return Optional.empty();
        } catch (CutFileException | DamagedMetadataException damage) {
            return Optional.of(text(damage));
        } catch (MissingFileException missing) {
            if (missing.isGone(folder)) {
                return Optional.of(text(missing));
            }
            throw missing;
        }
    }

    private static String text(Exception failure) {
        return failure.getMessage() == null
                ? failure.getClass().getSimpleName()
                : failure.getMessage();
    }

    /** Looks at every file; returns the checkpoint's number. */
    private long inspectFiles(Path folder, MetadataFile metadata) throws IOException {
        files.clear();
        sources.clear();
        ended = EndedRuns.NONE;
        holdsBlocks = false;
        format = StateFormat.NONE;
        try (DataInputStream in = metadata.open()) {
            CheckpointMetadata content =
                    Checkpoints.loadCheckpointMetadata(
                            in, CheckpointInspector.class.getClassLoader(), folder.toString());
            for (OperatorState operator : content.getOperatorStates()) {
                inspect(operator);
            }
            return content.getCheckpointId();
        }
    }

    /** Who wrote a checkpoint, and how; whether its files are there is not looked at. */
    public Provenance provenance(Path folder) throws IOException {
        MetadataFile metadata = metadata(folder);
        format = StateFormat.NONE;
        try (DataInputStream in = metadata.open()) {
            Checkpoints.loadCheckpointMetadata(
                            in, CheckpointInspector.class.getClassLoader(), folder.toString())
                    .getOperatorStates()
                    .forEach(this::lookAtFormat);
        }
        return provenance(metadata);
    }

    private Provenance provenance(MetadataFile metadata) {
        return new Provenance(
                metadata.certificate().writer(),
                metadata.origin().length == 0
                        ? Optional.empty()
                        : Optional.of(StartOrigin.decode(metadata.origin())),
                format);
    }

    private void lookAtFormat(OperatorState operator) {
        for (OperatorSubtaskState subtask : operator.getStates()) {
            for (KeyedStateHandle state : subtask.getManagedKeyedState()) {
                format = format.and(StateFormat.of(state));
            }
        }
    }

    private static MetadataFile metadata(Path folder) throws IOException {
        try {
            return MetadataFile.read(folder);
        } catch (FileNotFoundException e) {
            throw new MissingFileException(new Path(folder, MetadataFile.NAME), e);
        }
    }

    /** A file is there, and not in its full length. */
    private static final class CutFileException extends IOException {
        private static final long serialVersionUID = 1L;

        CutFileException(String message) {
            super(message);
        }
    }

    private void inspect(OperatorState operator) throws IOException {
        operator.getOperatorUid().flatMap(SourceName::ofUid).ifPresent(sources::add);
        Optional<EndedRuns> endedRuns = Optional.empty();
        if (operator.getCoordinatorState() != null) {
            inspect(operator.getCoordinatorState());
            endedRuns = EndedRuns.decode(operator.getCoordinatorState().getData());
        }
        lookAtFormat(operator);
        for (OperatorSubtaskState subtask : operator.getStates()) {
            holdsBlocks |= subtask.getInputChannelState().hasState();
            holdsBlocks |= subtask.getResultSubpartitionState().hasState();
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
        if (endedRuns.isPresent()) {
            ended = endedBehindTrigger(operator).and(endedRuns.get());
        }
    }

    /** What TRAIN's tasks say, whose runs may have ended since the checkpoint began. */
    private static EndedRuns endedBehindTrigger(OperatorState train) throws IOException {
        EndedRuns all = EndedRuns.NONE;
        for (OperatorSubtaskState subtask : train.getStates()) {
            for (OperatorStateHandle state : subtask.getRawOperatorState()) {
                try (InputStream in = state.openInputStream()) {
                    all = EndedRuns.decode(in.readAllBytes()).orElse(EndedRuns.NONE).and(all);
                }
            }
        }
        return all;
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
                    Message.of(
                            "it holds a %s, which cannot be checked",
                            handle.getClass().getSimpleName()));
        }
    }

    private void expect(Path file, long bytes, boolean exactly) throws IOException {
        files.add(file);
        long length = length(file);
        if (length < bytes || (exactly && length != bytes)) {
            throw new CutFileException(
                    "file " + file + " has " + length + " of " + bytes + " bytes");
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
            throw new MissingFileException(file, e);
        }
    }
}
