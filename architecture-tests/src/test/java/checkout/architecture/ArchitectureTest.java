package checkout.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Red means: a module uses another that it must not use (docs/adr/0001), or a file has become too long to read. */
class ArchitectureTest {

    private static final int MAX_LINES = 300;

    /** The package of every module, and the packages of other modules that it may use. */
    private static final Map<String, List<String>> MAY_USE = Map.ofEntries(
            Map.entry("checkout.contracts", List.of()),
            Map.entry("checkout.messaging", List.of()),
            Map.entry("checkout.web", List.of()),
            Map.entry("checkout.provisioning", List.of()),
            Map.entry("checkout.saga.engine", List.of()),
            Map.entry("checkout.saga.runtime", List.of("checkout.messaging", "checkout.web", "checkout.saga.engine")),
            Map.entry("checkout.saga.testkit", List.of("checkout.saga.engine")),
            Map.entry("checkout.order", List.of("checkout.contracts", "checkout.messaging", "checkout.web")),
            Map.entry("checkout.inventory", List.of("checkout.contracts", "checkout.messaging", "checkout.web")),
            Map.entry("checkout.payment", List.of("checkout.contracts", "checkout.messaging", "checkout.web")),
            Map.entry(
                    "checkout.orchestrator",
                    List.of(
                            "checkout.contracts",
                            "checkout.messaging",
                            "checkout.web",
                            "checkout.saga.engine",
                            "checkout.saga.runtime")),
            Map.entry("checkout.relay", List.of("checkout.web")),
            Map.entry("checkout.cli", List.of()),
            Map.entry("checkout.provider", List.of("checkout.web")),
            Map.entry("checkout.backing", List.of()),
            Map.entry("checkout.identity", List.of()),
            Map.entry("checkout.testinfra", List.of("checkout.backing", "checkout.provisioning")),
            Map.entry("checkout.apichecks", List.of()),
            Map.entry("checkout.lab", List.of("checkout.backing", "checkout.provisioning", "checkout.cli")),
            Map.entry(
                    "checkout.strategies",
                    List.of(
                            "checkout.contracts",
                            "checkout.messaging",
                            "checkout.inventory",
                            "checkout.backing",
                            "checkout.provisioning",
                            "checkout.cli",
                            "checkout.lab")));

    private static final JavaClasses CLASSES = importClasses();

    static Stream<String> modules() {
        return MAY_USE.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aModuleUsesOnlyWhatItMayUse(String module) {
        String[] allowed = packages(Stream.concat(Stream.of(module), MAY_USE.getOrDefault(module, List.of()).stream()));
        noClasses()
                .that()
                .resideInAPackage(module + "..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("checkout..").and(not(resideInAnyPackage(allowed))))
                .allowEmptyShould(true) // a module may be absent from this build
                .check(CLASSES);
    }

    @Test
    void everyClassBelongsToAModuleNamedHere() {
        classes().should().resideInAnyPackage(packages(modules())).check(CLASSES);
    }

    @Test
    void theEngineUsesOnlyTheLanguage() {
        classes()
                .that()
                .resideInAPackage("checkout.saga.engine..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "checkout.saga.engine..", "java.lang..", "java.util..", "java.time..", "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void theEngineReadsNoClockAndNoRandomNumbers() {
        noClasses()
                .that()
                .resideInAPackage("checkout.saga.engine..")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Random")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
                .check(CLASSES);
    }

    @Test
    void theTestKitUsesOnlyTheEngineAndTestLibraries() {
        classes()
                .that()
                .resideInAPackage("checkout.saga.testkit..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "checkout.saga.testkit..",
                        "checkout.saga.engine..",
                        "java..",
                        "org.jspecify..",
                        "org.junit.jupiter..",
                        "org.assertj..")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void noClassHasAMeaninglessName() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Dto|DTO|Common)")
                .check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(SourceTree.javaFiles().stream()
                        .map(Path::getParent)
                        .distinct()
                        .filter(folder -> !Files.exists(folder.resolve("package-info.java"))))
                .isEmpty();
    }

    @Test
    void noFileIsTooLong() {
        assertThat(SourceTree.javaFiles())
                .filteredOn(file -> SourceTree.lines(file) > MAX_LINES)
                .isEmpty();
    }

    private static String[] packages(Stream<String> modules) {
        return modules.map(module -> module + "..").toArray(String[]::new);
    }

    private static JavaClasses importClasses() {
        List<Path> folders = SourceTree.compiledClasses();
        assertThat(folders).as("modules that are compiled").isNotEmpty().allMatch(Files::isDirectory);
        return new ClassFileImporter().importPaths(folders);
    }
}
