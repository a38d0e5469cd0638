package io.ratchet.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A page of the documentation that is written from the code; with {@code
 * -Dratchet.write.reference=true} it is written again first.
 */
public final class WrittenPage {
    private WrittenPage() {}

    /** The page is what the code says. */
    public static void assertIs(Path page, String expected) throws IOException {
        if (Boolean.getBoolean("ratchet.write.reference")) {
            Files.writeString(page, expected);
        }
        assertThat(Files.readString(page)).isEqualTo(expected);
    }
}
