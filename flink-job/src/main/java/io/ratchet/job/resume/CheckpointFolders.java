package io.ratchet.job.resume;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** Finds checkpoints and savepoints in folders. */
final class CheckpointFolders {
    private static final String METADATA = "_metadata";

    /** Flink names a submission's folder by its job id. */
    private static final String SUBMISSION = "[0-9a-f]{32}";

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

    /**
     * The folders in which no checkpoint was completed, of all that Flink has made for submissions
     * of a job, each with the time when something was last written in it.
     *
     * @param folder where the job's submissions have their folders
     * @param complete every complete checkpoint there
     */
    static Map<String, Long> unfinished(String folder, List<Candidate> complete)
            throws IOException {
        Map<String, Long> unfinished = new LinkedHashMap<>();
        FileSystem files = new Path(folder).getFileSystem();
        for (FileStatus child : list(files, new Path(folder))) {
            String path = child.getPath().toUri().toString();
            if (child.isDir()
                    && child.getPath().getName().matches(SUBMISSION)
                    && complete.stream().noneMatch(one -> one.path().startsWith(path + "/"))) {
                unfinished.put(path, lastWritten(files, child));
            }
        }
        return unfinished;
    }

    private static long lastWritten(FileSystem files, FileStatus folder) throws IOException {
        long last = folder.getModificationTime();
        for (FileStatus child : list(files, folder.getPath())) {
            last =
                    Math.max(
                            last,
                            child.isDir()
                                    ? lastWritten(files, child)
                                    : child.getModificationTime());
        }
        return last;
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
