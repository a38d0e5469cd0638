package io.ratchet.kafka.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.kafka.file.DataFile;
import io.ratchet.kafka.file.MemoryFile;
import io.ratchet.kafka.file.RecordFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found out about a file before anything of it is sent. */
class FileCheckTest {
    @TempDir Path folder;

    @Test
    void saysWhatTheFileIsReadAs() throws Exception {
        assertThat(Shapes.check(Shapes.detected("\ufeffid,x\n1,2\n")).form().words())
                .isEqualTo("CSV, UTF-8 (by its byte order mark), columns id, x");
        assertThat(
                        Shapes.check(Shapes.detected(MemoryFile.of("{}\n{}\n").gzipped()))
                                .form()
                                .words())
                .isEqualTo("JSON, one object a line, gzip, UTF-8");
        assertThat(Shapes.check(RecordFile.Csv.withHeader(ShippedData.FLIGHTS_2001)).form().words())
                .isEqualTo(
                        "gzip, every line as it is, columns date, delay, distance, origin,"
                                + " destination");
    }

    @Test
    void refusesAFileThatIsNotThereAndAFolder() {
        assertThatThrownBy(() -> Shapes.check(Shapes.detected(DataFile.of(folder.resolve("a")))))
                .hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> Shapes.check(Shapes.detected(DataFile.of(folder))))
                .hasMessageContaining("it is a folder");
    }

    @Test
    void readsNoFurtherThanTheLimit() throws Exception {
        RecordFile file = Shapes.detected("a,b\n1,2\n3,4\n5,\"6\n");

        assertThat(FileCheck.check(file, Shapes.limited(2, 1), LoadListener.NONE).isWhole())
                .isFalse();
        assertThatThrownBy(() -> FileCheck.check(file, Shapes.limited(3, 1), LoadListener.NONE))
                .hasMessageContaining("never closed");
    }

    @Test
    void readsAPipeOnlyOnce() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        RecordFile file = Shapes.detected(DataFile.of(pipe));

        assertThat(Shapes.check(file).form().words()).contains("only once");
        assertThatThrownBy(() -> FileCheck.check(file, Shapes.limited(9, 2), LoadListener.NONE))
                .hasMessageContaining("--passes");
        assertThat(Files.exists(pipe)).isTrue();
    }
}
