package io.ratchet.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages point at is there: other pages, tests, dependencies. */
final class DocumentationTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)(#[^)]*)?\\)");
    private static final Pattern TEST = Pattern.compile("\\b[A-Z]\\w+(?:Test|ITCase)\\b");
    private static final Pattern DEPENDENCY =
            Pattern.compile("<artifactId>([\\w.-]+)</artifactId>");

    @Test
    void everyLinkLeadsToAFile() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            for (String target : matches(LINK, Files.readString(page), 1)) {
                if (!target.contains("://") && !Files.exists(page.resolveSibling(target))) {
                    broken.add(ROOT.relativize(page) + " -> " + target);
                }
            }
        }

        assertThat(broken).isEmpty();
    }

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        Set<String> tests =
                files("src/test", ".java").stream()
                        .map(file -> file.getFileName().toString().replace(".java", ""))
                        .collect(Collectors.toSet());
        Set<String> examples = Set.of("FooTest", "FooITCase");
        List<String> missing = new ArrayList<>();
        for (Path page : pages()) {
            for (String test : matches(TEST, Files.readString(page), 0)) {
                if (!tests.contains(test) && !examples.contains(test)) {
                    missing.add(ROOT.relativize(page) + " names " + test);
                }
            }
        }

        assertThat(missing).isEmpty();
    }

    @Test
    void everyDependencyAndPluginHasItsReason() throws IOException {
        String reasons = Files.readString(ROOT.resolve("docs/dependencies.md"));
        List<String> unexplained = new ArrayList<>();
        List<Path> poms = files("", "pom.xml");
        for (Path pom : poms) {
            for (String artifact : matches(DEPENDENCY, Files.readString(pom), 1)) {
                if (!isOurs(artifact, poms) && !reasons.contains(artifact + "`")) {
                    unexplained.add(ROOT.relativize(pom) + ": " + artifact);
                }
            }
        }

        assertThat(unexplained).isEmpty();
    }

    private static boolean isOurs(String artifact, List<Path> poms) {
        return artifact.equals("ratchet-parent")
                || poms.stream().anyMatch(pom -> pom.endsWith(Path.of(artifact, "pom.xml")));
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(files("docs", ".md"));
        pages.add(ROOT.resolve("README.md"));
        pages.add(ROOT.resolve("CONTRIBUTING.md"));
        assertThat(pages).hasSizeGreaterThan(5);
        return pages;
    }

    private static List<Path> files(String inside, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .filter(file -> file.toString().contains(inside))
                    .filter(file -> !file.toString().contains("/target/"))
                    .toList();
        }
    }

    private static Set<String> matches(Pattern pattern, String text, int group) {
        return pattern.matcher(text)
                .results()
                .map(result -> result.group(group))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
