package io.ratchet.operator.restore;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What came of passing checkpoints over: each is marked, so that later starts leave it aside. The
 * last whole one is never marked: without it nothing could be gone on from, and that is for its
 * owner to decide. It is where nothing was ever committed: then the job begins anew.
 *
 * @param isLast whether there was no other whole one, so that nothing was marked
 * @param text what has to be done now, as a sentence
 */
record PassedOver(boolean isLast, String text) {
    private static final Logger LOG = LoggerFactory.getLogger(PassedOver.class);

    /**
     * Passes over.
     *
     * @param proofs the checkpoints, each with the proof of what is wrong with it
     * @param check tells whether any other is left
     */
    static PassedOver mark(
            Map<CheckpointPath, ? extends DamageProof> proofs, WholenessCheck check) {
        if (proofs.isEmpty()) {
            return new PassedOver(
                    true, "Start afresh, as the next generation, with resume: never.");
        }
        String names =
                String.join(", ", proofs.keySet().stream().map(CheckpointPath::toString).toList());
        boolean isLast = !check.hasOtherThan(proofs.keySet());
        boolean beginsAnew = proofs.values().stream().allMatch(DamageProof::leavesNothing);
        if (isLast && !beginsAnew) {
            LOG.error("Did not mark {}, behind which no whole one is left: {}", names, proofs);
            return new PassedOver(true, last(names));
        }
        List<String> unmarked = new ArrayList<>();
        proofs.forEach(
                (checkpoint, proof) -> {
                    try {
                        mark(checkpoint.path(), proof.text());
                        LOG.error("Marked {}, to be passed over: {}", checkpoint, proof);
                    } catch (IOException e) {
                        LOG.warn("Could not mark {}: {}", checkpoint, proof, e);
                        unmarked.add(checkpoint + " (" + e.getMessage() + ")");
                    }
                });
        return new PassedOver(
                false,
                unmarked.isEmpty()
                        ? (isLast ? markedLast(names) : marked(names))
                        : "It is " + names + ". " + unmarked(String.join(", ", unmarked)));
    }

    private static void mark(Path checkpoint, String reason) throws IOException {
        Path mark = new Path(checkpoint, RestoredCheckpoint.MARK);
        FileSystem files = mark.getFileSystem();
        // A checkpoint that has been deleted must not come back as a folder with a mark in it.
        if (!files.exists(checkpoint)) {
            throw new FileNotFoundException("the folder does not exist");
        }
        try (OutputStream out = files.create(mark, WriteMode.OVERWRITE)) {
            out.write((reason + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String markedLast(String names) {
        return "It is "
                + names
                + ", and marked. No other is left, but nothing of the job was ever committed, so that"
                + " nothing can be reported twice: start the job again with the same command, and it"
                + " begins anew.";
    }

    private static String marked(String names) {
        return "It is "
                + names
                + ", and marked: start the job again with the same command, and it goes on from the"
                + " newest one before it.";
    }

    /** What to do where marks could not be written. */
    static String unmarked(String checkpoints) {
        return "Could not be marked: "
                + checkpoints
                + ". Move it away, or name an older one with resume: PATH, and start the job"
                + " again.";
    }

    private static String last(String names) {
        return "It is "
                + names
                + ", and no other whole checkpoint or savepoint of the job is left: it was not"
                + " marked, because without it the run could not go on at all. Mend what is wrong,"
                + " or bring another checkpoint back, and start the job again. Only where the run"
                + " may be given up, start afresh, as the next generation, with resume: never.";
    }
}
