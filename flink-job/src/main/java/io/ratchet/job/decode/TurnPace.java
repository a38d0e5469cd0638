package io.ratchet.job.decode;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Keeps the partitions of a topic abreast: a partition that is further ahead of the slowest one
 * than the read-ahead is paused.
 *
 * <p>It is Flink's watermark alignment with the position in the partition, counted from where
 * reading began, as the time of a record. A partition that has no record yet stands at 0, so that
 * the others wait for it from the start; one that has been read to its end leaves its source, and
 * holds nobody back.
 */
public final class TurnPace {
    /** How often positions are compared. */
    private static final Duration COMPARED_EVERY = Duration.ofMillis(50);

    private TurnPace() {}

    /** No pace: records are read as fast as they are taken. */
    public static WatermarkStrategy<RawRecord> free() {
        return WatermarkStrategy.noWatermarks();
    }

    /**
     * The pace of a topic.
     *
     * @param topic the topic; partitions of different topics do not wait for each other
     * @param begins where each partition was begun, by partition
     * @param readAhead records that one partition may be ahead of another, about
     */
    public static WatermarkStrategy<RawRecord> of(String topic, long[] begins, int readAhead) {
        return WatermarkStrategy.<RawRecord>forGenerator(context -> new Position())
                .withTimestampAssigner(assigner(begins))
                .withWatermarkAlignment(
                        "turns-" + topic, Duration.ofMillis(readAhead), COMPARED_EVERY);
    }

    private static TimestampAssignerSupplier<RawRecord> assigner(long[] begins) {
        return context -> position(begins);
    }

    private static TimestampAssigner<RawRecord> position(long[] begins) {
        return (record, kafkaTime) -> record.offset() - begins[record.partition()];
    }

    /** The position of one partition. */
    private static final class Position implements WatermarkGenerator<RawRecord> {
        private long position;

        @Override
        public void onEvent(RawRecord record, long timestamp, WatermarkOutput output) {
            position = timestamp;
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            output.emitWatermark(new Watermark(position));
        }
    }
}
