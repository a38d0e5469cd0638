package io.ratchet.job.resume;

import io.ratchet.job.configuration.RunConfiguration;
import io.ratchet.job.decode.RunInput;
import io.ratchet.job.record.RunStart;
import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.RunContract;
import io.ratchet.training.run.RunSpec;
import java.util.List;
import java.util.OptionalInt;
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

    /** The spec that decides its bits: a keyed run trains its key's own partition. */
    public RunSpec spec() {
        return configuration.spec(start.generation(), spans()).agreeing(agreed);
    }

    /** What it trains on, partition by partition, and behind that what it only watches. */
    public List<PartitionSpan> spans() {
        return placed(start.spans());
    }

    private List<PartitionSpan> placed(List<PartitionSpan> spans) {
        OptionalInt own = configuration.input().keyPartition(spans.size());
        return own.isEmpty()
                ? spans
                : Stream.concat(
                                spans.stream().filter(span -> span.partition() == own.getAsInt()),
                                spans.stream()
                                        .filter(span -> span.partition() != own.getAsInt())
                                        .map(PartitionSpan::watch))
                        .toList();
    }

    /** What Decode has to know of it. */
    public RunInput input() {
        return new RunInput(
                configuration.id(),
                start.generation(),
                configuration.input().format(),
                configuration.input().key().orElse(""),
                configuration.input().keyPartition(start.spans().size()).orElse(0),
                placed(start.reading()),
                configuration.input().maxRecordBytes());
    }
}
