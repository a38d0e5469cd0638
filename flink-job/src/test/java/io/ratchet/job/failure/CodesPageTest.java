package io.ratchet.job.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.WrittenPage;
import io.ratchet.kafka.format.RefusalReason;
import io.ratchet.training.step.BatchRefusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CodesPageTest {
    private static final Path PAGE = Path.of("../docs/use/codes.md");

    @Test
    void pageIsTheOneOfTheCode() throws IOException {
        WrittenPage.assertIs(PAGE, CodesPage.markdown());
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
