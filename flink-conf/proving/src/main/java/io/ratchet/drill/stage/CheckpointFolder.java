package io.ratchet.drill.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Where the job's checkpoints are: a link to their folder, or, while that is hidden, to a file.
 * Permissions would not stop a process of root, and a link is turned at once, whatever the job does
 * and whenever the drill is interrupted.
 *
 * @param path the link
 */
public record CheckpointFolder(Path path) {
    /** Hides the folder: nothing is found there, and nothing can be written. */
    public void hide() throws IOException {
        Path nothing = path.resolveSibling(path.getFileName() + "-nothing");
        if (!Files.exists(nothing)) {
            Files.createFile(nothing);
        }
        turn(nothing);
    }

    /** Makes the folder, or brings it back. */
    public void show() throws IOException {
        turn(Files.createDirectories(path.resolveSibling(path.getFileName() + "-shown")));
    }

    /** The complete checkpoints, oldest first. */
    public List<Path> complete() throws IOException {
        return CheckpointFiles.complete(path.toRealPath());
    }

    private void turn(Path target) throws IOException {
        Path next = path.resolveSibling(path.getFileName() + "-next");
        Files.deleteIfExists(next);
        Files.createSymbolicLink(next, target.getFileName());
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
    }
}
