package io.ratchet.job.resume;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.decode.RefusedRecord;
import io.ratchet.job.record.PoisonedBatchCodec;
import io.ratchet.job.record.RefusedRecordCodec;
import io.ratchet.job.record.StepRecordCodec;
import io.ratchet.operator.result.PoisonedBatch;
import io.ratchet.operator.result.StepRecord;
import io.ratchet.training.batch.OffsetRange;
import io.ratchet.training.batch.Places;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a start asks for of its topics is enough for the largest record that cannot be split. */
class OutputLimitsTest {
    private static final String RUN = "r".repeat(100);
    private static final String INPUT = "i".repeat(249);
    private static final long LARGE = Long.MAX_VALUE - 9;
    private static final double LONG = -2.2250738585072014E-308;
    private static final Places PLACES =
            Places.of(
                    List.of(
                            new OffsetRange(Integer.MAX_VALUE, LARGE - 3, LARGE - 2),
                            new OffsetRange(Integer.MAX_VALUE, LARGE, LARGE + 1)));

    @Test
    void aStepFits() {
        StepRecord step =
                new StepRecord(
                        RUN,
                        RUN,
                        Integer.MAX_VALUE,
                        LARGE,
                        -1.17549435E-38f,
                        LONG,
                        LONG,
                        LONG,
                        Integer.MAX_VALUE,
                        LARGE,
                        LONG,
                        PLACES,
                        LARGE);

        assertThat(new StepRecordCodec(OutputLimits.needed(RUN, INPUT)).encode(step)).isNotEmpty();
    }

    @Test
    void aRefusedBatchFits() {
        PoisonedBatch batch =
                new PoisonedBatch(
                        RUN,
                        RUN,
                        Integer.MAX_VALUE,
                        LARGE,
                        "gradients-not-finite",
                        "x".repeat(5000),
                        PLACES,
                        LARGE);

        assertThat(
                        new PoisonedBatchCodec(OutputLimits.needed(RUN, INPUT), Map.of(RUN, INPUT))
                                .encode(batch))
                .isNotEmpty();
    }

    @Test
    void aRefusedRecordFits() {
        RefusedRecord record =
                new RefusedRecord(
                        RUN,
                        Integer.MAX_VALUE,
                        INPUT,
                        Integer.MAX_VALUE,
                        LARGE,
                        "gradients-not-finite",
                        "x".repeat(5000),
                        Integer.MAX_VALUE,
                        "a".repeat(64),
                        new byte[5000],
                        LARGE);

        assertThat(new RefusedRecordCodec(OutputLimits.needed(RUN, INPUT)).encode(record))
                .hasSize(1);
    }
}
