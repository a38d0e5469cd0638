package io.ratchet.operator.end;

import io.ratchet.operator.failure.EndingException;
import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.RunSpec;
import java.util.ArrayList;
import java.util.List;

/** The input has ended, but a run has not: records of it have been lost. */
public final class UnendedRunException extends EndingException {
    private static final long serialVersionUID = 1L;

    /**
     * @param spec the run
     * @param positions how far each of its partitions has been read
     */
    public UnendedRunException(RunSpec spec, List<Long> positions) {
        super(
                "The input of run '"
                        + spec.run()
                        + "' has ended, but the run still trains: it was given "
                        + text(spec, positions)
                        + ". A job that finished now would give up the checkpoints that the run needs,"
                        + " so that it ends as failed. Start it again; if it ends like this once more,"
                        + " its source has lost a partition: start afresh with 'resume: never'.");
    }

    private static String text(RunSpec spec, List<Long> positions) {
        List<String> texts = new ArrayList<>();
        for (int index = 0; index < positions.size(); index++) {
            PartitionSpan span = spec.partitions().get(index);
            texts.add(
                    "partition "
                            + span.partition()
                            + " to offset "
                            + positions.get(index)
                            + (span.end() == PartitionSpan.OPEN ? "" : " of " + span.end()));
        }
        return String.join(", ", texts);
    }
}
