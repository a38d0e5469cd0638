package io.ratchet.job.contract;

import io.ratchet.job.claim.RunStart;
import io.ratchet.job.configuration.RunConfiguration;
import io.ratchet.job.decode.RunInput;
import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.RunContract;
import io.ratchet.training.run.RunSpec;
import java.util.List;

/**
 * A run and what was fixed at its first start.
 *
 * @param configuration the run, as the file describes it
 * @param start what was fixed
 * @param agreed what of the run's contract only those know who read its records
 */
public record PlannedRun(RunConfiguration configuration, RunStart start, RunContract agreed) {
    /** The topic it reads. */
    public String topic() {
        return configuration.input().topic();
    }

    /** The id of that topic, as this start has seen and accepted it. */
    public String topicId() {
        return InputContract.idNow(agreed);
    }

    /** The spec that decides its bits: a keyed run trains its key's own partition. */
    public RunSpec spec() {
        return configuration.spec(start.generation(), spans()).agreeing(agreed);
    }

    /** What it trains on, partition by partition, and behind that what it only watches. */
    public List<PartitionSpan> spans() {
        return configuration.input().placed(start.spans());
    }

    /** What Decode has to know of it. */
    public RunInput input() {
        return RunInput.of(configuration, start.generation(), start.reading());
    }
}
