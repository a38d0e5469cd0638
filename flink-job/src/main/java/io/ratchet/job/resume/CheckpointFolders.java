package io.ratchet.job.resume;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** Finds checkpoints and savepoints in folders. */
final class CheckpointFolders {
    private static final String METADATA = "_metadata";

    /** A checkpoint lies in a folder of its Flink job; a savepoint directly in its folder. */
    private static final int DEPTH = 2;

    private CheckpointFolders() {}

    /**
     * All complete ones, newest first. Each Flink job counts its checkpoints on from the one it was
     * restored from, so that numbers repeat; the time their metadata was written does not.
     */
    static List<Candidate> find(List<String> folders) throws IOException {
        List<Candidate> candidates = new ArrayList<>();
        for (String folder : folders) {
            Path path = new Path(folder);
            collect(path.getFileSystem(), path, DEPTH, candidates);
        }
        candidates.sort(
                Comparator.comparingLong(Candidate::modifiedMillis)
                        .thenComparingLong(Candidate::number)
                        .reversed());
        return candidates;
    }

    private static void collect(
            FileSystem files, Path folder, int depth, List<Candidate> candidates)
            throws IOException {
        for (FileStatus child : list(files, folder)) {
            String name = child.getPath().getName();
            if (!child.isDir()) {
                if (name.equals(METADATA)) {
                    candidates.add(
                            new Candidate(
                                    folder.toUri().toString(),
                                    child.getModificationTime(),
                                    number(folder.getName())));
                }
            } else if (depth > 0 && !name.equals("shared") && !name.equals("taskowned")) {
                collect(files, child.getPath(), depth - 1, candidates);
            }
        }
    }

    private static FileStatus[] list(FileSystem files, Path folder) throws IOException {
        try {
            FileStatus[] children = files.listStatus(folder);
            return children == null ? new FileStatus[0] : children;
        } catch (FileNotFoundException e) {
            return new FileStatus[0];
        }
    }

    private static long number(String folder) {
        return folder.matches("chk-[0-9]{1,18}") ? Long.parseLong(folder.substring(4)) : 0;
    }
}
