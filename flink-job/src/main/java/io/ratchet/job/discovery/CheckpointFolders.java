package io.ratchet.job.discovery;

import io.ratchet.job.checkpoint.Certificate;
import io.ratchet.job.checkpoint.MetadataFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds checkpoints and savepoints in folders. */
public final class CheckpointFolders {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointFolders.class);

    /** Flink names a submission's folder by its job id. */
    private static final String SUBMISSION = "[0-9a-f]{32}";

    /** A checkpoint lies in a folder of its Flink job; a savepoint directly in its folder. */
    private static final int DEPTH = 2;

    private CheckpointFolders() {}

    /** All complete ones, newest first. No clock decides: it may have been ahead. */
    public static List<Candidate> find(List<Path> folders) throws IOException {
        List<Candidate> candidates = new ArrayList<>();
        for (Path folder : folders) {
            collect(folder.getFileSystem(), folder, DEPTH, candidates);
        }
        candidates.replaceAll(one -> placed(one, candidates));
        candidates.sort(Candidate.NEWEST_FIRST);
        return candidates;
    }

    private static void collect(
            FileSystem files, Path folder, int depth, List<Candidate> candidates)
            throws IOException {
        for (FileStatus child : list(files, folder)) {
            String name = child.getPath().getName();
            if (!child.isDir()) {
                if (name.equals(MetadataFile.NAME)) {
                    candidates.add(
                            new Candidate(folder, order(child), child.getModificationTime()));
                }
            } else if (depth > 0 && !name.equals("shared") && !name.equals("taskowned")) {
                collect(files, child.getPath(), depth - 1, candidates);
            }
        }
    }

    private static Candidate.Order order(FileStatus metadata) {
        try {
            Certificate certificate = MetadataFile.certificate(metadata);
            return new Candidate.Order(
                    certificate.writer().epoch(),
                    certificate.writer().claimOffset(),
                    certificate.checkpointId());
        } catch (IOException unreadable) {
            LOG.debug("Cannot tell who wrote {}", metadata.getPath(), unreadable);
            return Candidate.Order.UNKNOWN;
        }
    }

    /** One that does not tell who wrote it stands by its number among those beside it. */
    private static Candidate placed(Candidate one, List<Candidate> all) {
        if (!one.order().equals(Candidate.Order.UNKNOWN)) {
            return one;
        }
        return all.stream()
                .filter(other -> !other.order().equals(Candidate.Order.UNKNOWN))
                .filter(other -> isBeside(one, other))
                .findFirst()
                .map(
                        other ->
                                new Candidate.Order(
                                        other.order().epoch(),
                                        other.order().claimOffset(),
                                        number(one.path().getName())))
                .map(order -> new Candidate(one.path(), order, one.modifiedMillis()))
                .orElse(one);
    }

    private static boolean isBeside(Candidate one, Candidate other) {
        Path submission = one.path().getParent();
        return submission != null
                && submission.getName().matches(SUBMISSION)
                && submission.equals(other.path().getParent());
    }

    /**
     * The folders in which no checkpoint was completed, of all that Flink has made for submissions
     * of a job, each with the time when something was last written in it.
     *
     * @param folder where the job's submissions have their folders
     * @param complete every complete checkpoint there
     */
    static Map<Path, Long> unfinished(Path folder, List<Candidate> complete) throws IOException {
        Map<Path, Long> unfinished = new LinkedHashMap<>();
        FileSystem files = folder.getFileSystem();
        for (FileStatus child : list(files, folder)) {
            Path path = child.getPath();
            if (child.isDir()
                    && child.getPath().getName().matches(SUBMISSION)
                    && complete.stream().noneMatch(one -> path.equals(one.path().getParent()))) {
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
