package io.ratchet.job.discovery;

import io.ratchet.job.checkpoint.MetadataFile;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle.HandleAndLocalPath;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.rocksdb.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the tables of RocksDB that checkpoints hold from their storage, and has RocksDB hold every
 * block against its checksum. A table that several checkpoints share is read once.
 *
 * <p><b>Owns</b> a temporary folder, for one table at a time.
 */
final class TableCheck implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TableCheck.class);

    private final java.nio.file.Path folder;
    private final java.nio.file.Path copy;
    private final Map<Path, Optional<String>> looked = new HashMap<>();

    TableCheck() throws IOException {
        folder = Files.createTempDirectory("ratchet-table-");
        copy = folder.resolve("table.sst");
    }

    /** What is damaged for sure in a checkpoint; nothing where that cannot be told. */
    Optional<String> damage(Path checkpoint) {
        try {
            for (Path table : tables(checkpoint)) {
                Optional<String> damage = looked.get(table);
                if (damage == null) {
                    damage = look(table);
                    looked.put(table, damage);
                }
                if (damage.isPresent()) {
                    return damage;
                }
            }
        } catch (IOException | RuntimeException | LinkageError e) {
            LOG.warn("Cannot tell whether the tables of {} are whole", checkpoint, e);
        }
        return Optional.empty();
    }

    private static Set<Path> tables(Path checkpoint) throws IOException {
        Set<Path> tables = new LinkedHashSet<>();
        try (DataInputStream in = MetadataFile.read(checkpoint).open()) {
            CheckpointMetadata content =
                    Checkpoints.loadCheckpointMetadata(
                            in, TableCheck.class.getClassLoader(), checkpoint.toString());
            for (OperatorState operator : content.getOperatorStates()) {
                for (OperatorSubtaskState subtask : operator.getStates()) {
                    subtask.getManagedKeyedState().forEach(state -> add(state, tables));
                }
            }
        }
        return tables;
    }

    private static void add(KeyedStateHandle state, Set<Path> tables) {
        if (state instanceof IncrementalRemoteKeyedStateHandle incremental) {
            incremental.getSharedState().forEach(file -> add(file, tables));
            incremental.getPrivateState().forEach(file -> add(file, tables));
        }
    }

    private static void add(HandleAndLocalPath file, Set<Path> tables) {
        if (file.getLocalPath().endsWith(".sst")
                && file.getHandle() instanceof FileStateHandle stored) {
            tables.add(stored.getFilePath());
        }
    }

    private Optional<String> look(Path table) throws IOException {
        try (InputStream in = table.getFileSystem().open(table)) {
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
        }
        try (Options options = new Options();
                SstFileReader reader = new SstFileReader(options)) {
            reader.open(copy.toString());
            reader.verifyChecksum();
            return Optional.empty();
        } catch (RocksDBException e) {
            Status status = e.getStatus();
            if (status != null && status.getCode() == Status.Code.Corruption) {
                return Optional.of("table " + table + " is damaged: " + e.getMessage());
            }
            throw new IOException("RocksDB does not open a copy of " + table, e);
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(copy);
        Files.deleteIfExists(folder);
    }
}
