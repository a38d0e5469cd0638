package io.ratchet.job.discovery;

import io.ratchet.job.message.Message;
import io.ratchet.operator.restore.CheckpointPath;
import io.ratchet.operator.restore.WholenessCheck;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the files of a job's checkpoints: whether they are there in their full length, whether
 * {@code _metadata} is what was written, and whether every block of RocksDB's tables is.
 *
 * @param folders where the job's generation has its checkpoints and savepoints
 * @param epoch of the start that the job belongs to
 * @param stateBackend what the job reads its state with
 */
public record FileCheck(List<Path> folders, long epoch, String stateBackend)
        implements WholenessCheck {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(FileCheck.class);

    public FileCheck {
        folders = List.copyOf(folders);
    }

    @Override
    public Optional<String> missing(CheckpointPath checkpoint) {
        return new CheckpointInspector().missing(checkpoint.path());
    }

    @Override
    public Map<CheckpointPath, String> damagedSince(CheckpointPath checkpoint) {
        Map<CheckpointPath, String> damaged = new LinkedHashMap<>();
        try (TableCheck tables = new TableCheck()) {
            for (CheckpointPath each : since(checkpoint)) {
                missing(each)
                        .or(() -> tables.damage(each.path()))
                        .ifPresent(damage -> damaged.put(each, damage));
            }
        } catch (IOException e) {
            LOG.warn("Cannot read {} again", checkpoint, e);
        }
        return damaged;
    }

    @Override
    public Optional<String> unreadableThoughWhole(CheckpointPath checkpoint) {
        try {
            Provenance provenance = new CheckpointInspector().provenance(checkpoint.path());
            Optional<String> other = new JobStateBackend(stateBackend).otherThan(provenance);
            if (other.isPresent()) {
                return Optional.of(
                        Message.of(
                                "it was written by the state backend %s, and is read by %s",
                                other.get(), stateBackend));
            }
            return provenance.format() == StateFormat.ROCKSDB
                    ? Optional.of(
                            """
                            neither a table of RocksDB nor its _metadata fails its checksum, so \
                            that they are what was written""")
                    : Optional.empty();
        } catch (IOException | RuntimeException e) {
            LOG.warn("Cannot tell what {} was written with", checkpoint, e);
            return Optional.of("nobody can tell now what it was written with (" + e + ")");
        }
    }

    @Override
    public List<CheckpointPath> since(CheckpointPath checkpoint) {
        List<CheckpointPath> since = new ArrayList<>(List.of(checkpoint));
        List<Candidate> all = candidates();
        long known =
                all.stream()
                        .filter(one -> one.folder().equals(checkpoint))
                        .filter(one -> one.order().epoch() == epoch)
                        .mapToLong(one -> one.order().checkpointId())
                        .findFirst()
                        .orElse(-1);
        for (Candidate one : all) {
            if (one.order().epoch() == epoch && one.order().checkpointId() > known) {
                since.add(one.folder());
            }
        }
        return since;
    }

    @Override
    public boolean hasOtherThan(Set<CheckpointPath> passedOver) {
        CheckpointInspector inspector = new CheckpointInspector();
        return candidates().stream()
                .filter(one -> !passedOver.contains(one.folder()))
                .anyMatch(one -> inspector.inspect(one.path()).isWhole());
    }

    private List<Candidate> candidates() {
        try {
            return CheckpointFolders.find(folders);
        } catch (IOException e) {
            LOG.warn("Cannot look for other checkpoints in {}", folders, e);
            return List.of();
        }
    }
}
