package io.ratchet.tests;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.NullMarked;

/**
 * Holds the arrows between the rooms, so that the training core stays free of Flink and Kafka, and
 * the rules that keep a run restorable.
 */
@AnalyzeClasses(packages = "io.ratchet", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String[] FLINK = {"org.apache.flink.."};
    private static final String[] KAFKA = {
        "org.apache.kafka..", "org.apache.flink.connector.kafka..", "kafka.."
    };
    private static final String COMMAND_LINE = "io.ratchet.job.cli..";
    private static final String COMMAND = "io.ratchet.job.cli.Subcommand";

    /** All of Math whose results the platform leaves a choice. */
    private static final Set<String> INEXACT =
            Set.of(
                    "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh",
                    "exp", "expm1", "log", "log10", "log1p", "pow", "cbrt", "hypot");

    @ArchTest
    static final ArchRule TENSORS_KNOW_NOTHING_ABOVE_THEM =
            noClasses()
                    .that()
                    .resideInAPackage("io.ratchet.tensor..")
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(FLINK)
                                    .or(resideInAnyPackage(KAFKA))
                                    .or(
                                            resideInAnyPackage(
                                                    "ai.djl..",
                                                    "io.ratchet.training..",
                                                    "io.ratchet.operator..",
                                                    "io.ratchet.kafka..",
                                                    "io.ratchet.job..")))
                    .because("record formats and the training core stand on the same floor");

    @ArchTest
    static final ArchRule TRAINING_KNOWS_NEITHER_FLINK_NOR_KAFKA =
            noClasses()
                    .that()
                    .resideInAPackage("io.ratchet.training..")
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(FLINK)
                                    .or(resideInAnyPackage(KAFKA))
                                    .or(
                                            resideInAnyPackage(
                                                    "io.ratchet.operator..",
                                                    "io.ratchet.kafka..",
                                                    "io.ratchet.job..")))
                    .because(
                            "the training core must run, and be tested, without a cluster or a broker");

    @ArchTest
    static final ArchRule OPERATOR_KNOWS_NO_KAFKA =
            noClasses()
                    .that()
                    .resideInAPackage("io.ratchet.operator..")
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(KAFKA)
                                    .or(
                                            resideInAnyPackage(
                                                    "io.ratchet.kafka..", "io.ratchet.job..")))
                    .because(
                            "TRAIN takes blocks and gives results, wherever they come from and go to");

    @ArchTest
    static final ArchRule KAFKA_SETUP_KNOWS_ONLY_KAFKA =
            noClasses()
                    .that()
                    .resideInAPackage("io.ratchet.kafka..")
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(FLINK)
                                    .or(
                                            resideInAnyPackage(
                                                    "ai.djl..",
                                                    "io.ratchet.training..",
                                                    "io.ratchet.operator..",
                                                    "io.ratchet.job..")))
                    .because(
                            "topics and record formats are useful to producers that know nothing of training");

    @ArchTest
    static final ArchRule WHAT_FLINK_LOADS_ITSELF_KNOWS_NOTHING_OF_RATCHET =
            noClasses()
                    .that()
                    .resideInAnyPackage("io.ratchet.failure..", "io.ratchet.warm..")
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(
                                    "io.ratchet.training..",
                                    "io.ratchet.operator..",
                                    "io.ratchet.kafka..",
                                    "io.ratchet.job..",
                                    "io.ratchet.cluster.."))
                    .because("the class loaders of plugins and lib do not see a job's jar");

    @ArchTest
    static final ArchRule NO_CYCLES_BETWEEN_PACKAGES =
            slices().assignedFrom(new OnePackageEach())
                    .should()
                    .beFreeOfCycles()
                    .because(
                            "a package that cannot be read without its users cannot be read alone");

    @ArchTest
    static final ArchRule ONLY_THE_COMMAND_LINE_PRINTS =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(COMMAND_LINE)
                    .and()
                    .areNotAssignableTo(COMMAND)
                    .should(ACCESS_STANDARD_STREAMS)
                    .because("what happens inside a cluster belongs in its logs");

    @ArchTest
    static final ArchRule LOGS_GO_THROUGH_SLF4J =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("java.util.logging")
                    .because("one logging interface, configured in one place");

    @ArchTest
    static final ArchRule NO_JAVA_SERIALIZATION =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .areAssignableTo(ObjectOutputStream.class)
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(ObjectInputStream.class)
                    .because("what is stored has a hand-written serializer with a version");

    @ArchTest
    static final ArchRule NOTHING_IN_TRAINING_READS_CLOCK_OR_CHANCE =
            noClasses()
                    .that()
                    .resideInAPackage("io.ratchet.training..")
                    .should()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(Math.class, "random")
                    .orShould()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(ThreadLocalRandom.class)
                    .orShould()
                    .callMethod(Clock.class, "systemUTC")
                    .because("a step must be the same step when it is computed again");

    @ArchTest
    static final ArchRule TRAINING_COMPUTES_THE_SAME_BITS_ON_EVERY_PLATFORM =
            noClasses()
                    .that()
                    .resideInAPackage("io.ratchet.training..")
                    .should()
                    .callMethodWhere(
                            describe(
                                    "a function of Math that may differ in its last bit",
                                    call ->
                                            call.getTargetOwner().isEquivalentTo(Math.class)
                                                    && INEXACT.contains(call.getName())))
                    .because(
                            "an interpreter and a compiler may give other bits for them;"
                                    + " StrictMath's are the same everywhere");

    @ArchTest
    static void everyPackageIsNullMarked(JavaClasses classes) {
        assertThat(classes.stream().map(JavaClass::getPackage).distinct())
                .filteredOn(inPackage -> !inPackage.isAnnotatedWith(NullMarked.class))
                .extracting(JavaPackage::getName)
                .as("packages without a package-info.java that says @NullMarked")
                .isEmpty();
    }

    @ArchTest
    static void everyRoomIsLookedAt(JavaClasses classes) {
        for (String room :
                List.of(
                        "training",
                        "operator",
                        "kafka",
                        "job",
                        "failure",
                        "warm",
                        "cluster",
                        "examples",
                        "bench",
                        "drill",
                        "gpucheck")) {
            assertThat(classes)
                    .as(room)
                    .anyMatch(inside -> inside.getPackageName().startsWith("io.ratchet." + room));
        }
    }

    /** Makes each package a slice of its own, so that a package and its children count as two. */
    private static final class OnePackageEach implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            return SliceIdentifier.of(javaClass.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
