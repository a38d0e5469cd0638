package io.ratchet.kafka.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskRoomTest {
    private static final Path FOLDER = Path.of("kafka");
    private static final long GIB = 1L << 30;

    @Test
    void aFullDiskIsRefusedBeforeTheStartWithWhatIsNeeded() {
        assertThatThrownBy(() -> new DiskRoom(FOLDER, DiskRoom.LEAST_BYTES - 1, GIB).check())
                .isInstanceOf(LocalBrokerException.class)
                .hasMessageContaining("63 MiB of 1024 MiB are free")
                .hasMessageContaining("at least 64 MiB");
        assertThatCode(() -> new DiskRoom(FOLDER, DiskRoom.LEAST_BYTES, GIB).check())
                .doesNotThrowAnyException();
        assertThatCode(() -> new DiskRoom(FOLDER, -1, -1).check()).doesNotThrowAnyException();
    }

    @Test
    void theLastWordsTellAFullDiskFromAnotherCause() {
        assertThat(new DiskRoom(FOLDER, 0, GIB).lastWords(""))
                .contains("0 MiB of 1024 MiB are free", "Free some")
                .doesNotContain("in the log");
        assertThat(new DiskRoom(FOLDER, GIB, GIB).lastWords("raft: gone"))
                .contains("(raft: gone)", "its cause is in the log");
    }

    @Test
    void measuresTheDiskOfAFolder(@TempDir Path folder) {
        DiskRoom room = DiskRoom.of(folder);
        assertThat(room.freeBytes()).isPositive().isLessThanOrEqualTo(room.bytes());
        assertThat(DiskRoom.of(folder.resolve("not-there")).freeBytes()).isNegative();
    }
}
