package checkout.lab.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Red here: somebody knows whom it should not (docs/adr/0001), or a file has outgrown a reader. */
class ArchitectureTest {
    private static final Path CLONE = Path.of("../..");

    /** Every module's packages, and those of ours that they may use besides. */
    private static final Map<String, List<String>> MAY_USE = Map.ofEntries(
            Map.entry("checkout.contracts", List.of()),
            Map.entry("checkout.messaging", List.of()),
            Map.entry("checkout.saga", List.of()),
            Map.entry("checkout.web", List.of()),
            Map.entry("checkout.order", List.of("checkout.contracts", "checkout.messaging", "checkout.web")),
            Map.entry("checkout.inventory", List.of("checkout.contracts", "checkout.messaging", "checkout.web")),
            Map.entry("checkout.payment", List.of("checkout.contracts", "checkout.messaging", "checkout.web")),
            Map.entry(
                    "checkout.orchestrator",
                    List.of("checkout.contracts", "checkout.messaging", "checkout.web", "checkout.saga")),
            Map.entry("checkout.relay", List.of("checkout.web")),
            Map.entry("checkout.provider", List.of("checkout.web")),
            Map.entry("checkout.backing", List.of()),
            Map.entry("checkout.testinfra", List.of("checkout.backing")),
            Map.entry("checkout.lab", List.of("checkout.backing")));

    private static final JavaClasses OURS = new ClassFileImporter().importPaths(compiled());

    static Stream<String> modules() {
        return MAY_USE.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aModuleUsesOnlyWhatItMay(String module) {
        String[] allowed = Stream.concat(Stream.of(module), MAY_USE.getOrDefault(module, List.of()).stream())
                .map(name -> name + "..")
                .toArray(String[]::new);
        String[] others = MAY_USE.keySet().stream().map(name -> name + "..").toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(module + "..")
                .should()
                .dependOnClassesThat(com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage(others)
                        .and(com.tngtech.archunit.base.DescribedPredicate.not(
                                com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage(allowed))))
                .check(OURS);
    }

    @Test
    void theEngineKnowsNothingButTheLanguage() {
        classes()
                .that()
                .resideInAPackage("checkout.saga..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("checkout.saga..", "java.lang..", "java.util..", "java.time..", "org.jspecify..")
                .check(OURS);
    }

    @Test
    void theEngineHasNeitherClockNorDice() {
        noClasses()
                .that()
                .resideInAPackage("checkout.saga..")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Random")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
                .check(OURS);
    }

    @Test
    void noNameSaysNothing() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Dto|DTO|Common)")
                .check(OURS);
    }

    @Test
    void everyPackageIsNullMarked() throws IOException {
        assertThat(sources().stream()
                        .map(Path::getParent)
                        .distinct()
                        .filter(folder -> !Files.exists(folder.resolve("package-info.java"))))
                .isEmpty();
    }

    @Test
    void noFileIsLongerThanAReaderLikes() throws IOException {
        assertThat(sources()).filteredOn(file -> lines(file) > 300).isEmpty();
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(CLONE)) {
            return files.filter(ArchitectureTest::isSource).toList();
        }
    }

    private static boolean isSource(Path file) {
        String path = CLONE.relativize(file).toString();
        return path.endsWith(".java") && path.contains("src/main/java") && !path.contains("target/");
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<Path> compiled() {
        List<Path> folders = Stream.of(
                        "libs/contracts",
                        "libs/messaging",
                        "libs/saga-engine",
                        "libs/web",
                        "order-service",
                        "inventory-service",
                        "payment-service",
                        "saga-orchestrator",
                        "outbox-relay",
                        "lab/provider-simulator",
                        "lab/backing-services",
                        "lab/test-infra",
                        "lab/local-stack",
                        "lab/scenarios")
                .map(module -> CLONE.resolve(module).resolve("target/classes"))
                .toList();
        assertThat(folders).allMatch(Files::isDirectory);
        return folders;
    }
}
