package io.ratchet.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.cli.Ratchet;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What docs/public-api.md lists is there, and shows nothing that it does not list. */
final class PublicApiTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path PAGE = ROOT.resolve("docs/public-api.md");
    private static final String OURS = "io.ratchet.";
    private static final Pattern OUR_TYPE = Pattern.compile(OURS + "[\\w.]*[A-Z]\\w*");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @Test
    void everyCommandIsListedAndNoOther() throws IOException {
        Set<String> commands = new TreeSet<>();
        collect(Ratchet.commandLine(), "", commands);

        assertThat(commands).isEqualTo(firstColumn("## Commands and exit codes"));
    }

    @Test
    void publicTypesShowPublicTypesOnly() throws Exception {
        Set<String> types = firstColumn("## Java types");
        List<String> hidden = new ArrayList<>();
        for (String type : types) {
            Class<?> listed = Class.forName(type);
            assertThat(Modifier.isPublic(listed.getModifiers())).as(type).isTrue();
            collect(listed, types, hidden);
        }

        assertThat(hidden).isEmpty();
    }

    @Test
    void usersExamplesUseNothingElse() throws IOException {
        Set<String> types = firstColumn("## Java types");
        Set<String> used = new TreeSet<>();
        try (Stream<Path> files = Files.walk(ROOT.resolve("flink-conf/examples/src/main/java"))) {
            for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
                used.addAll(
                        matches(
                                Pattern.compile("import (" + OURS + "[\\w.]+);"),
                                Files.readString(file)));
            }
        }

        assertThat(used).isNotEmpty().isSubsetOf(types);
    }

    private static void collect(CommandLine command, String name, Set<String> names) {
        if (command.getCommandName().equals("help")
                || command.getCommandSpec().usageMessage().hidden()) {
            return;
        }
        if (command.getSubcommands().keySet().stream().allMatch(word -> word.equals("help"))) {
            names.add(name);
        }
        command.getSubcommands()
                .forEach((word, one) -> collect(one, (name + " " + word).strip(), names));
    }

    /** Adds each type of ours that a public signature shows and the page does not list. */
    private static void collect(Class<?> type, Set<String> listed, List<String> hidden) {
        Stream.of(Stream.of(type.getDeclaredMethods()), Stream.of(type.getDeclaredConstructors()))
                .flatMap(members -> members.map(Executable.class::cast))
                .filter(PublicApiTest::isShown)
                .forEach(
                        member ->
                                types(member)
                                        .filter(shown -> !isListed(shown, listed))
                                        .forEach(shown -> hidden.add(member + ": " + shown)));
        for (Class<?> nested : type.getDeclaredClasses()) {
            if (isShown(nested.getModifiers())) {
                collect(nested, listed, hidden);
            }
        }
    }

    private static Stream<String> types(Executable member) {
        return OUR_TYPE.matcher(member.toGenericString()).results().map(MatchResult::group);
    }

    private static boolean isListed(String shown, Set<String> listed) {
        return listed.stream().anyMatch(type -> shown.equals(type) || shown.startsWith(type + "."));
    }

    private static boolean isShown(Member member) {
        return isShown(member.getModifiers());
    }

    private static boolean isShown(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    /** What stands in code in the first column of a part's first table. */
    private static Set<String> firstColumn(String part) throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf(part);
        assertThat(from).as(part).isNotNegative();
        String table = page.substring(page.indexOf("\n|---", from) + 1);
        return table.lines()
                .skip(1)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|", -1)[1])
                .flatMap(cell -> matches(CODE, cell).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).toList();
    }
}
