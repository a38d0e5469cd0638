package io.ratchet.job.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.job.claim.Owner;
import io.ratchet.job.claim.RunStart;
import io.ratchet.job.decode.RefusedRecord;
import io.ratchet.operator.result.PoisonedBatch;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.operator.result.StepRecord;
import io.ratchet.training.batch.OffsetRange;
import io.ratchet.training.batch.Places;
import io.ratchet.training.run.Change;
import io.ratchet.training.run.ContractWriter;
import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.RefusalCount;
import io.ratchet.training.run.RefusalCounts;
import io.ratchet.training.run.RunHistory;
import io.ratchet.training.run.RunStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RecordCodecTest {
    private static final Places PLACES =
            Places.of(List.of(new OffsetRange(0, 5, 9), new OffsetRange(2, 0, 1)));
    private static final int BYTES = 1000;

    @Test
    void stepRecordsComeBackToTheBit() {
        SplittableRandom random = new SplittableRandom(7);
        for (int count = 0; count < 10_000; count++) {
            float loss = Float.intBitsToFloat(random.nextInt());
            double average = Double.longBitsToDouble(random.nextLong());
            if (!Float.isFinite(loss) || !Double.isFinite(average)) {
                continue;
            }
            StepRecord read =
                    StepRecordCodec.decode(
                            new StepRecordCodec(BYTES).encode(step(loss, average)).get(0));

            assertThat(Float.floatToRawIntBits(read.loss()))
                    .isEqualTo(Float.floatToRawIntBits(loss));
            assertThat(Double.doubleToRawLongBits(read.lossAverage()))
                    .isEqualTo(Double.doubleToRawLongBits(average));
        }
    }

    @Test
    void stepRecordsKeepAllTheirFields() {
        StepRecord record = step(0.1f, 0.25);

        assertThat(StepRecordCodec.decode(new StepRecordCodec(BYTES).encode(record).get(0)))
                .isEqualTo(record);
        assertThat(new StepRecordCodec(BYTES).key(record)).isEqualTo("run");
        assertThat(
                        new String(
                                new StepRecordCodec(BYTES).encode(record).get(0),
                                StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"v\":2,\"run\":\"run\",\"instance\":\"run/a\",\"generation\":2,\"step\":3,"
                                + "\"loss\":0.1,\"lossAverage\":0.25,\"gradientNorm\":1.5,"
                                + "\"learningRate\":0.001,\"sampleCount\":64,\"samples\":192,"
                                + "\"auc\":null,\"places\":[[0,5,9],[2,0,1]],\"time\":99}");
    }

    @Test
    void runStatesKeepAllTheirFields() {
        RunStateRecord record =
                new RunStateRecord(
                        "run",
                        "run",
                        1,
                        RunStatus.SUCCEEDED,
                        9,
                        99,
                        0.5,
                        0.75,
                        2,
                        95,
                        new RefusalCounts(
                                List.of(new RefusalCount("malformed", 3, 1, 17, "no number"))),
                        11,
                        2,
                        "abc",
                        77,
                        RunHistory.begun(3)
                                .with(4, 5, "chk-6", List.of(new Change("until", "7", "8"))));

        assertThat(RunStateCodec.decode(new RunStateCodec().encode(record).get(0)))
                .isEqualTo(record);
        assertThat(new RunStateCodec().key(record)).isEqualTo("run");
    }

    @Test
    void refusedRecordsReachQuarantineWithTheirBytes() {
        RefusedRecord record =
                new RefusedRecord(
                        "run",
                        1,
                        "topic",
                        3,
                        7,
                        "malformed",
                        "a \"quote\"",
                        4,
                        "cafe",
                        new byte[] {0, -1, 2, 3},
                        5);

        QuarantineEntry entry =
                QuarantineEntry.decode(new RefusedRecordCodec(BYTES).encode(record).get(0));

        assertThat(entry.kind()).isEqualTo(QuarantineEntry.RECORD);
        assertThat(entry.reason()).isEqualTo("malformed");
        assertThat(entry.detail()).isEqualTo("a \"quote\"");
        assertThat(entry.topic()).isEqualTo("topic");
        assertThat(entry.places()).isEqualTo(Places.of(3, 7, 8));
        assertThat(entry.length()).isEqualTo(4);
        assertThat(entry.sha256()).isEqualTo("cafe");
        assertThat(entry.bytes()).containsExactly(0, -1, 2, 3);
    }

    @Test
    void poisonedBatchesReachQuarantineWithTheirPlaces() {
        PoisonedBatch batch =
                new PoisonedBatch("run", "run", 1, 12, "loss-not-finite", "NaN", PLACES, 5);

        QuarantineEntry entry =
                QuarantineEntry.decode(
                        new PoisonedBatchCodec(BYTES, Map.of("run", "topic")).encode(batch).get(0));

        assertThat(entry.kind()).isEqualTo(QuarantineEntry.BATCH);
        assertThat(entry.places()).isEqualTo(PLACES);
        assertThat(entry.topic()).isEqualTo("topic");
        assertThat(entry.bytes()).isEmpty();
    }

    @Test
    void runStartsAndOwnersKeepAllTheirFields() {
        RunStart start =
                new RunStart(
                        "run",
                        2,
                        "topic",
                        "id",
                        List.of(
                                new PartitionSpan(0, 1, 2),
                                new PartitionSpan(1, 3, PartitionSpan.OPEN)),
                        4,
                        new ContractWriter()
                                .mayNotChange("seed", 42)
                                .mayChange("until", "9 steps")
                                .contract());
        Owner owner = new Owner("job", 5, 2, "token", 6);

        assertThat(RunStart.decode(start.encode())).isEqualTo(start);
        assertThat(Owner.decode(owner.encode())).isEqualTo(owner);
        assertThat(RunStart.isKey(start.key(owner))).isTrue();
        assertThat(Owner.isKey(owner.key())).isTrue();
        assertThat(Owner.isKey(start.key(owner)) || RunStart.isKey(owner.key())).isFalse();
    }

    @Test
    void refusesEveryOtherVersion() {
        for (int version : List.of(1, 3)) {
            assertThatThrownBy(
                            () ->
                                    Owner.decode(
                                            ("{\"v\":" + version + "}")
                                                    .getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(UnreadableRecordException.class)
                    .hasMessageContaining(
                            "it has version " + version + ", this build reads version 2");
        }
        assertThatThrownBy(() -> Owner.decode("nonsense".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("it is not JSON");
    }

    private static StepRecord step(float loss, double average) {
        return new StepRecord(
                "run", "run/a", 2, 3, loss, average, 1.5, 0.001, 64, 192, Double.NaN, PLACES, 99);
    }
}
