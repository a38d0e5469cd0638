package io.ratchet.operator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class QueueDepthTest {
    private static final long STEP_NANOS = 1_000_000;

    @Test
    void queuesTheLeastBeforeAnythingWasMeasured() {
        QueueDepth depth = new QueueDepth(4, 1000);

        assertThat(depth.target(0)).isEqualTo(4);
        assertThat(depth.target(STEP_NANOS)).isEqualTo(4);
    }

    @Test
    void coversTheTaskThreadsAbsence() {
        QueueDepth depth = new QueueDepth(4, Long.MAX_VALUE);

        depth.absent(100 * STEP_NANOS);

        assertThat(depth.target(STEP_NANOS)).isEqualTo(150);
    }

    @Test
    void shrinksSlowlyWhenAbsencesGetShorter() {
        QueueDepth depth = new QueueDepth(4, Long.MAX_VALUE);
        depth.absent(100 * STEP_NANOS);

        depth.absent(STEP_NANOS);

        assertThat(depth.target(STEP_NANOS)).isEqualTo(120);
    }

    @Test
    void alwaysHasRoomForOneBatchHoweverLarge() {
        QueueDepth depth = new QueueDepth(4, 10);

        assertThat(depth.hasRoom(0, 0, STEP_NANOS)).isTrue();
        assertThat(depth.hasRoom(1, 11, STEP_NANOS)).isFalse();
    }

    @Test
    void onlyBytesBoundWhatIsStoredAndNotTrained() {
        QueueDepth depth = new QueueDepth(4, 10);

        assertThat(depth.hasRoom(4, 9, STEP_NANOS)).isFalse();
        assertThat(depth.hasRoom(4, 9)).isTrue();
        assertThat(depth.hasRoom(4, 10)).isFalse();
        assertThat(depth.hasRoom(0, 10)).isTrue();
    }
}
