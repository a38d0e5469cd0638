package io.ratchet.job.decode;

import io.ratchet.job.configuration.InputConfiguration;
import io.ratchet.job.configuration.InputFormat;
import io.ratchet.job.configuration.RunConfiguration;
import io.ratchet.training.run.PartitionSpan;
import java.io.Serializable;
import java.util.List;

/**
 * What Decode has to know of one run.
 *
 * @param run the run
 * @param generation its generation
 * @param format what its records look like
 * @param key only records of this key; empty for all
 * @param keyPartition the partition that the key belongs to; of no meaning without a key
 * @param spans what is read of each partition of the topic, fixed at the run's first start; watched
 *     where no record of the run's key belongs
 * @param maxRecordBytes larger records are refused
 */
public record RunInput(
        String run,
        int generation,
        InputFormat format,
        String key,
        int keyPartition,
        List<PartitionSpan> spans,
        int maxRecordBytes)
        implements Serializable {
    public RunInput {
        spans = List.copyOf(spans);
    }

    /**
     * Of a run as it is configured.
     *
     * @param spans what is read of every partition of its topic
     */
    public static RunInput of(RunConfiguration run, int generation, List<PartitionSpan> spans) {
        InputConfiguration input = run.input();
        return new RunInput(
                run.id(),
                generation,
                input.format(),
                input.key().orElse(""),
                input.keyPartition(spans.size()).orElse(0),
                input.placed(spans),
                input.maxRecordBytes());
    }

    /** Whether it takes the records of one key only. */
    public boolean isKeyed() {
        return !key.isEmpty();
    }
}
