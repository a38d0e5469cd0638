package io.ratchet.job.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.kafka.format.RefusalReason;
import io.ratchet.training.step.BatchRefusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CodesPageTest {
    private static final Path PAGE = Path.of("../docs/use/codes.md");

    @Test
    void pageIsTheOneOfTheCode() throws IOException {
        String expected = CodesPage.markdown();
        if (Boolean.getBoolean("ratchet.write.reference")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(expected);
    }

    @Test
    void codesAreWordsWithDashesAndEachHasItsOwn() {
        assertThat(Arrays.stream(RefusalReason.values()).map(RefusalReason::code))
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("[a-z]+(-[a-z]+)*"));
        assertThat(Arrays.stream(BatchRefusal.values()).map(BatchRefusal::code))
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("[a-z]+(-[a-z]+)*"));
    }
}
