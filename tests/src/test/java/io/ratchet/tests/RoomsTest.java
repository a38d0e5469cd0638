package io.ratchet.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A room that one can know: no package has more files than one reads in a sitting. */
final class RoomsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final int MOST_FILES = 30;

    @Test
    void noPackageIsCrowded() throws IOException {
        Map<Path, Long> sizes;
        try (Stream<Path> files = Files.walk(ROOT)) {
            sizes =
                    files.filter(file -> file.toString().endsWith(".java"))
                            .map(ROOT::relativize)
                            .filter(file -> file.toString().contains("src/"))
                            .filter(file -> !file.toString().contains("target/"))
                            .collect(
                                    Collectors.groupingBy(
                                            Path::getParent, TreeMap::new, Collectors.counting()));
        }
        assertThat(sizes).hasSizeGreaterThan(50);

        sizes.values().removeIf(count -> count <= MOST_FILES);
        assertThat(sizes).isEmpty();
    }
}
