package io.ratchet.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.tests.support.AgreedRun;
import io.ratchet.tests.support.Await;
import io.ratchet.tests.support.Checkpoints;
import io.ratchet.tests.support.Faults;
import io.ratchet.tests.support.JobLife;
import io.ratchet.tests.support.OneRun;
import io.ratchet.tests.support.PlainTopic;
import io.ratchet.tests.support.StepFollower;
import io.ratchet.tests.support.TestBroker;
import io.ratchet.tests.support.Truth;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.util.SerializedThrowable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A source's position that is another, in a checkpoint of which every checksum fits: only that
 * TRAIN takes nothing but what continues its own position stands between it and other records.
 */
class FlippedOffsetITCase {
    /** Of the checked form of a split: its version, its length, its checksum, the content's own. */
    private static final int CHECKED = 7201;

    private static final byte[] ROWS = {0, 4, 'r', 'o', 'w', 's', 0, 0, 0, 0};
    private static final int CERTIFICATE_DIGEST = 32;

    /** A record, some batches, and far behind the end of the input. */
    private static final int[] BITS = {0, 5, 40};

    private static final long END = 6_400;

    @TempDir Path folder;

    @Test
    void aFlippedPositionOfTheSourceEndsTheJobAndNothingElseIsTrained() throws Exception {
        try (TestBroker broker = TestBroker.start(folder.resolve("kafka"))) {
            OneRun.fill(broker);
            JobConfiguration job = OneRun.job(broker, folder);
            trainSome(broker, job);
            List<Path> checkpoints = Checkpoints.of(Checkpoints.folder(job));
            Path metadata = checkpoints.get(checkpoints.size() - 1).resolve("_metadata");
            byte[] whole = Files.readAllBytes(metadata);
            int position = position(whole);
            long offset = ByteBuffer.wrap(whole).getLong(position);
            List<JsonNode> steps = steps(broker, job);

            for (int bit : BITS) {
                Files.write(metadata, flipped(whole, position, bit));
                Faults.of(job.job(), 0);
                try (JobLife life = JobLife.start(job)) {
                    assertThat(life.plan().restorePath())
                            .map(path -> Checkpoints.local(path).resolve("_metadata"))
                            .hasValue(metadata);
                    JobResult result = life.result();
                    String cause = cause(result);
                    assertThat(cause)
                            .as("bit %s of offset %s", bit, offset)
                            .contains("has taken in partition 0 up to offset " + offset)
                            .contains(
                                    "reads it on from offset "
                                            + Math.min(END, offset ^ (1L << bit)))
                            .contains("Nothing of it was trained");
                }
                assertThat(steps(broker, job)).isEqualTo(steps);
            }

            Files.write(metadata, whole);
            try (JobLife life = JobLife.start(job)) {
                assertThat(life.result().getSerializedThrowable()).isEmpty();
                assertThat(
                                AgreedRun.lastState(broker.bootstrap(), job.topics().runState())
                                        .path("sha256")
                                        .asText())
                        .isEqualTo(Truth.of(life.plan()).get("run"));
            }
        }
    }

    private static String cause(JobResult result) {
        StringBuilder text = new StringBuilder();
        Throwable link = result.getSerializedThrowable().orElse(null);
        while (link != null) {
            text.append(link.getMessage()).append('\n');
            if (link instanceof SerializedThrowable serialized) {
                text.append(serialized.getFullStringifiedStackTrace());
            }
            link = link.getCause();
        }
        return text.toString();
    }

    private static List<JsonNode> steps(TestBroker broker, JobConfiguration job) {
        return PlainTopic.ofRun(broker.bootstrap(), job.topics().metrics(), "run");
    }

    private static void trainSome(TestBroker broker, JobConfiguration job) throws Exception {
        Faults faults = Faults.of(job.job(), 0);
        faults.slowFrom("run", OneRun.STEPS / 4);
        try (JobLife life = JobLife.start(job);
                StepFollower committed =
                        StepFollower.committed(broker.clients(), job.topics().metrics())) {
            Await.until("a committed step", () -> committed.of("run") >= OneRun.STEPS / 8);
            assertThat(life.cluster().status(life.id()).isGloballyTerminalState()).isFalse();
        }
    }

    /** Where the only partition's position stands in the metadata. */
    private static int position(byte[] metadata) {
        ByteBuffer bytes = ByteBuffer.wrap(metadata);
        for (int at = 0; at + 4 * Integer.BYTES + ROWS.length < metadata.length; at++) {
            int rows = at + 4 * Integer.BYTES;
            if (bytes.getInt(at) == CHECKED
                    && ByteBuffer.wrap(metadata, rows, ROWS.length).equals(ByteBuffer.wrap(ROWS))) {
                return rows + ROWS.length;
            }
        }
        throw new AssertionError(
                "No position in " + new String(metadata, StandardCharsets.ISO_8859_1));
    }

    /** With both checksums made anew: the one around the position, and the certificate's. */
    private static byte[] flipped(byte[] whole, int position, int bit)
            throws NoSuchAlgorithmException {
        byte[] flipped = whole.clone();
        flipped[position + Long.BYTES - 1 - bit / 8] ^= (byte) (1 << (bit % 8));
        int checksum = position - ROWS.length - 2 * Integer.BYTES;
        ByteBuffer bytes = ByteBuffer.wrap(flipped);
        int length = bytes.getInt(checksum - Integer.BYTES);
        CRC32C crc = new CRC32C();
        crc.update(whole, checksum + Integer.BYTES, length - Integer.BYTES);
        assertThat((int) crc.getValue()).isEqualTo(bytes.getInt(checksum));
        crc.reset();
        crc.update(flipped, checksum + Integer.BYTES, length - Integer.BYTES);
        bytes.putInt(checksum, (int) crc.getValue());
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(flipped, 0, flipped.length - CERTIFICATE_DIGEST);
        byte[] certified = digest.digest();
        System.arraycopy(
                certified, 0, flipped, flipped.length - CERTIFICATE_DIGEST, CERTIFICATE_DIGEST);
        return flipped;
    }
}
