package io.ratchet.job.resume;

import io.ratchet.job.configuration.RunConfiguration;
import io.ratchet.job.decode.RunInput;
import io.ratchet.job.record.RunStart;
import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.RunContract;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.run.Until;
import java.util.List;
import java.util.stream.Stream;

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

    /** Whether its input has an end. */
    public boolean isBounded() {
        return configuration.ending().until() instanceof Until.Offsets;
    }

    /** The spec that decides its bits: a keyed run trains its key's own partition. */
    public RunSpec spec() {
        return configuration.spec(start.generation(), spans()).agreeing(agreed);
    }

    /** What it trains on, partition by partition, and behind that what it only watches. */
    public List<PartitionSpan> spans() {
        return configuration
                .input()
                .key()
                .map(
                        key -> {
                            int own = KeyPartition.of(key, start.spans().size());
                            return Stream.concat(
                                            start.spans().stream()
                                                    .filter(span -> span.partition() == own),
                                            start.spans().stream()
                                                    .filter(span -> span.partition() != own)
                                                    .map(PartitionSpan::watch))
                                    .toList();
                        })
                .orElse(start.spans());
    }

    /** What Decode has to know of it. */
    public RunInput input() {
        String key = configuration.input().key().orElse("");
        return new RunInput(
                configuration.id(),
                start.generation(),
                configuration.input().format(),
                key,
                key.isEmpty() ? 0 : KeyPartition.of(key, start.spans().size()),
                start.spans(),
                configuration.input().maxRecordBytes());
    }
}
