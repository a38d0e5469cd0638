package io.ratchet.job.discovery;

import io.ratchet.job.claim.StartException;
import io.ratchet.job.message.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the checkpoint or savepoint to go on from: the newest that is whole. */
public final class ResumePlanner {
    private static final Logger LOG = LoggerFactory.getLogger(ResumePlanner.class);

    /**
     * What was found.
     *
     * @param whole the newest whole one, if there is any
     * @param passedOver newer ones, each with what is wrong with it
     */
    public record Finding(Optional<Inspection> whole, List<String> passedOver) {
        public Finding {
            passedOver = List.copyOf(passedOver);
        }

        public Optional<Path> path() {
            return whole.map(Inspection::path);
        }
    }

    private ResumePlanner() {}

    /**
     * Looks through folders of checkpoints and savepoints.
     *
     * @param folders one that does not exist is empty
     * @throws StartException if a folder cannot be read
     */
    public static Finding newestWhole(List<Path> folders) {
        List<Candidate> candidates;
        try {
            candidates = CheckpointFolders.find(folders);
        } catch (IOException e) {
            throw new StartException(
                    Message.of(
                            """
                            Cannot look for checkpoints in %s: %s. Make the folders readable, or \
                            start with 'resume: never'.""",
                            folders, e.getMessage()),
                    e);
        }
        List<String> passedOver = new ArrayList<>();
        CheckpointInspector inspector = new CheckpointInspector();
        for (Candidate candidate : candidates) {
            Inspection inspection = inspector.inspect(candidate.path());
            if (inspection.fault().isEmpty()) {
                LOG.info(
                        "Goes on from {}, the newest whole one of {}; passed over: {}",
                        candidate.path(),
                        candidates.size(),
                        passedOver);
                return new Finding(Optional.of(inspection), passedOver);
            }
            LOG.warn("Passes over {}: {}", candidate.path(), inspection.fault().get());
            passedOver.add(candidate.path() + ": " + inspection.fault().get());
        }
        LOG.info("Found nothing to go on from in {}; passed over: {}", folders, passedOver);
        return new Finding(Optional.empty(), passedOver);
    }
}
