package io.ratchet.tests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Holds the order of the rooms inside the training core and TRAIN: each knows only those below it.
 */
@AnalyzeClasses(
        packages = {"io.ratchet.training", "io.ratchet.operator"},
        importOptions = ImportOption.DoNotIncludeTests.class)
final class CoreRoomsTest {
    private static final String ROOT = "io.ratchet.";
    private static final String WAYS_TO_COMPUTE = "io.ratchet.training.step.(*)";

    /** Thirty classesOf with the package's own description. */
    private static final int MOST_CLASSES = 29;

    /** From the lowest to the highest. */
    private static final List<String> ROOMS =
            List.of(
                    "training.model",
                    "training.optimizer",
                    "training.run",
                    "training.batch",
                    "training.engine",
                    "training.device",
                    "training.stored",
                    "training.step",
                    "training.step.java",
                    "training.step.torch",
                    "training.instance",
                    "operator.failure",
                    "operator.result",
                    "operator.serializer",
                    "operator.restore",
                    "operator.live",
                    "operator.end",
                    "operator");

    @ArchTest
    static final ArchRule WAYS_TO_COMPUTE_DO_NOT_KNOW_EACH_OTHER =
            slices().matching(WAYS_TO_COMPUTE)
                    .should()
                    .notDependOnEachOther()
                    .because("another way to compute must be able to move in beside them");

    @ArchTest
    static final ArchRule ONLY_AN_INSTANCE_CHOOSES_A_WAY_TO_COMPUTE =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "io.ratchet.training.instance", "io.ratchet.training.step..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.ratchet.training.step.*..")
                    .because("it is chosen once, in InstanceTemplate");

    @ArchTest
    static void everyArrowPointsDown(JavaClasses classes) {
        TreeSet<String> up = new TreeSet<>();
        for (JavaClass from : classes) {
            for (Dependency arrow : from.getDirectDependenciesFromSelf()) {
                int target = ROOMS.indexOf(room(arrow.getTargetClass()));
                if (target > ROOMS.indexOf(room(from))) {
                    up.add(from.getName() + " -> " + arrow.getTargetClass().getName());
                }
            }
        }
        assertThat(up).isEmpty();
    }

    @ArchTest
    static void everyRoomIsListedAndNotCrowded(JavaClasses classes) {
        Map<String, Long> classesOf =
                classes.stream()
                        .filter(inside -> inside.getEnclosingClass().isEmpty())
                        .filter(inside -> !inside.getSimpleName().equals("package-info"))
                        .collect(Collectors.groupingBy(CoreRoomsTest::room, Collectors.counting()));
        assertThat(classesOf.keySet()).containsExactlyInAnyOrderElementsOf(ROOMS);
        assertThat(classesOf.values()).allMatch(count -> count <= MOST_CLASSES);
    }

    private static String room(JavaClass inside) {
        String name = inside.getPackageName();
        return name.startsWith(ROOT) ? name.substring(ROOT.length()) : name;
    }
}
