package io.ratchet.job.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReferencePageTest {
    private static final Path PAGE = Path.of("../docs/use/configuration.md");

    @Test
    void referenceInTheDocumentationIsTheOneOfTheReader() throws IOException {
        String expected = ReferencePage.markdown(ConfigurationReference.areas());
        if (Boolean.getBoolean("ratchet.write.reference")) {
            Files.createDirectories(PAGE.toAbsolutePath().normalize().getParent());
            Files.writeString(PAGE, expected);
        }

        assertThat(Files.readString(PAGE)).isEqualTo(expected);
    }

    @Test
    void everyDefaultIsWithinItsLimits() {
        for (ConfigurationArea area : ConfigurationReference.areas()) {
            for (ConfigurationKey key : area.keys()) {
                assertThat(key.fallback().isPresent())
                        .as(area.path() + "." + key.name())
                        .isEqualTo(key.presence() == ConfigurationKey.Presence.DEFAULTED);
            }
        }
    }
}
