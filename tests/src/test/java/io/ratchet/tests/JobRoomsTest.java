package io.ratchet.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The table of the job's rooms in docs/architecture.md is what the code is. */
final class JobRoomsTest {
    private static final Path PAGE =
            Path.of("..").toAbsolutePath().normalize().resolve("docs/architecture.md");
    private static final String JOB = "io.ratchet.job";
    private static final Pattern ROW =
            Pattern.compile("^\\| ([^|]*) \\| ([^|]*) \\| [^|]* \\|$", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("`([\\w.]+)`");

    private static JavaClasses job;

    /** By package: the row that it stands in. */
    private static final Map<String, Integer> FLOORS = new HashMap<>();

    /** By class: the packages of its row. */
    private static final Map<String, List<String>> PLACES = new HashMap<>();

    @BeforeAll
    static void read() throws IOException {
        job =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages(JOB);
        String page = Files.readString(PAGE);
        String table =
                page.substring(
                        page.indexOf("## The job"), page.indexOf("## Starting and resuming"));
        List<String> rooms = List.of();
        int floor = 0;
        for (Matcher row = ROW.matcher(table); row.find(); ) {
            List<String> named = names(row.group(1));
            if (row.group(1).startsWith("(the root)")) {
                rooms = List.of(JOB);
            } else if (!named.isEmpty()) {
                rooms = named.stream().map(name -> JOB + "." + name).toList();
            }
            for (String room : rooms) {
                FLOORS.putIfAbsent(room, floor++);
            }
            for (String name : names(row.group(2))) {
                PLACES.put(name, rooms);
            }
        }
    }

    private static List<String> names(String cell) {
        return NAME.matcher(cell).results().map(found -> found.group(1)).toList();
    }

    @Test
    void everyRoomStandsInTheTable() {
        Set<String> rooms = new HashSet<>();
        job.forEach(each -> rooms.add(each.getPackageName()));

        assertThat(FLOORS.keySet()).containsExactlyInAnyOrderElementsOf(rooms);
    }

    @Test
    void everyClassThatIsNamedIsInItsRoom() {
        List<String> missing = new ArrayList<>();
        PLACES.forEach(
                (name, rooms) -> {
                    if (rooms.stream().noneMatch(room -> job.contain(room + "." + name))) {
                        missing.add(name + " in " + rooms);
                    }
                });

        assertThat(PLACES).isNotEmpty();
        assertThat(missing).isEmpty();
    }

    @Test
    void aRoomKnowsRoomsAboveItInTheTableOnly() {
        Set<String> wrong = new HashSet<>();
        for (JavaClass each : job) {
            for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
                String here = each.getPackageName();
                String there = dependency.getTargetClass().getBaseComponentType().getPackageName();
                if (!here.equals(there)
                        && FLOORS.getOrDefault(there, -1) > FLOORS.getOrDefault(here, -1)) {
                    wrong.add(dependency.getDescription());
                }
            }
        }

        assertThat(wrong).isEmpty();
    }
}
