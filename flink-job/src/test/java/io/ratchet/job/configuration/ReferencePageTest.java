package io.ratchet.job.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.WrittenPage;
import io.ratchet.job.setting.ReferencePage;
import io.ratchet.job.setting.SectionType;
import io.ratchet.job.setting.Setting;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReferencePageTest {
    private static final Path PAGE = Path.of("../docs/use/configuration.md");

    @Test
    void referenceInTheDocumentationIsTheOneOfTheReader() throws IOException {
        WrittenPage.assertIs(PAGE, ReferencePage.markdown(JobSettings.FILE));
    }

    @Test
    void everyDefaultIsWithinItsLimits() {
        check(JobSettings.FILE);
    }

    private static void check(SectionType<?> section) {
        for (Setting<?> setting : section.settings()) {
            assertThat(setting.fallback().isPresent())
                    .as(setting.name())
                    .isEqualTo(setting.presence() == Setting.Presence.DEFAULTED);
            setting.type().parts().forEach(part -> check(part.section()));
        }
    }
}
