package io.ratchet.drill.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the job's checkpoints are.
 *
 * @param path the folder
 */
public record CheckpointFolder(Path path) {
    /** Puts a file where the folder is: permissions would not stop a process of root. */
    public void hide() throws IOException {
        Files.move(path, hidden());
        Files.createFile(path);
    }

    /** Brings the folder back, where it is hidden. */
    public void show() throws IOException {
        if (Files.exists(hidden())) {
            if (!Files.isDirectory(path)) {
                Files.deleteIfExists(path);
            }
            Files.move(hidden(), path);
        }
    }

    /** The complete checkpoints, oldest first. */
    public List<Path> complete() throws IOException {
        return CheckpointFiles.complete(path);
    }

    private Path hidden() {
        return path.resolveSibling(path.getFileName() + "-hidden");
    }
}
