package checkout.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.architecture.ComposeFile.Service;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Red means: a container is reachable from outside, does not restart, or gets settings that it does not read or lacks. */
class ComposeFileTest {

    private static final KnownSettings SETTINGS =
            new KnownSettings(new ClassFileImporter().importPaths(SourceTree.compiledClasses()));

    /** The services whose HTTP API has users, by the call in their security rules. */
    private static final Pattern HAS_USERS = Pattern.compile("\\.users\\(http\\)");

    private static final Set<String> RUN_ONCE = Set.of("topics");

    static List<Service> services() {
        return ComposeFile.services();
    }

    static Stream<Service> applications() {
        return services().stream().filter(Service::isApplication);
    }

    static Stream<Service> servicesWithUsers() {
        return applications()
                .filter(service -> SourceTree.filesIn(service.module().resolve("src/main/java")).stream()
                        .filter(file -> file.toString().endsWith(".java"))
                        .anyMatch(file -> HAS_USERS.matcher(read(file)).find()));
    }

    @Test
    void everyApplicationIsAModuleThatIsBuilt() {
        assertThat(applications().map(Service::name))
                .containsExactlyInAnyOrder(
                        "order-service",
                        "inventory-service",
                        "payment-service",
                        "saga-orchestrator",
                        "outbox-relay",
                        "provider-simulator");
        assertThat(applications()).allMatch(service -> Files.isDirectory(service.module()));
    }

    @ParameterizedTest
    @MethodSource("servicesWithUsers")
    void theSameUsersEverywhere(Service service) {
        assertThat(service.environment())
                .contains(
                        Map.entry("CHECKOUT_USERS_VIEWER_PASSWORD", secret("VIEWER_PASSWORD")),
                        Map.entry("CHECKOUT_USERS_OPERATOR_PASSWORD", secret("OPERATOR_PASSWORD")),
                        Map.entry("CHECKOUT_USERS_ADMIN_PASSWORD", secret("ADMIN_PASSWORD")));
    }

    @Test
    void theServicesWithUsersAreFound() {
        assertThat(servicesWithUsers().map(Service::name))
                .contains("outbox-relay", "saga-orchestrator", "inventory-service");
    }

    @ParameterizedTest
    @MethodSource("applications")
    void everyVariableIsReadByTheApplication(Service service) {
        assertThat(service.environment().keySet())
                .allMatch(SETTINGS::contain, "is a setting that an application reads");
    }

    @Test
    void aMistypedVariableIsNotRead() {
        assertThat(Stream.of("CHECKOUT_USERS_VIEWER_PASWORD", "RELAY_SOURCES_0_SLOTS", "RELAY_SOURCE_0_NAME"))
                .noneMatch(SETTINGS::contain);
    }

    @ParameterizedTest
    @MethodSource("services")
    void portsAreOpenOnThisMachineOnly(Service service) {
        assertThat(service.list("ports")).allMatch(port -> port.startsWith("127.0.0.1:"));
    }

    @ParameterizedTest
    @MethodSource("services")
    void aServiceRestartsAndIsChecked(Service service) {
        if (RUN_ONCE.contains(service.name())) {
            assertThat(service.value("restart")).isEqualTo("no");
            return;
        }
        assertThat(service.value("restart")).isEqualTo("unless-stopped");
        if (service.isApplication()) {
            assertThat(read(SourceTree.ROOT.resolve("Dockerfile"))).contains("HEALTHCHECK ");
        } else {
            assertThat(service.value("healthcheck")).contains("test=");
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void aServiceHasNoMoreRightsThanItNeeds(Service service) {
        assertThat(service.list("cap_drop")).containsExactly("ALL");
        assertThat(service.list("security_opt")).containsExactly("no-new-privileges:true");
        assertThat(service.value("mem_limit")).isNotEqualTo("null");
    }

    @Test
    void everySecretIsGenerated() {
        Set<String> required = Pattern.compile("\\$\\{(\\w+):\\?")
                .matcher(read(ComposeFile.FILE))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        String generator = read(SourceTree.ROOT.resolve("docker/make-env"));

        assertThat(required)
                .isNotEmpty()
                .allMatch(name -> generator.contains(" " + name), "is made by docker/make-env");
    }

    @Test
    void everyMountedFileExistsOrIsBuilt() {
        assertThat(services().stream()
                        .flatMap(service -> service.list("volumes").stream())
                        .filter(volume -> volume.startsWith("./"))
                        .map(volume -> SourceTree.ROOT.resolve(volume.substring(2, volume.indexOf(':')))))
                .isNotEmpty()
                .allMatch(file -> Files.exists(file) || isJarOfAModule(file));
    }

    /** A container goes on seeing a mounted file as it was after an upgrade has replaced it; in a folder it sees the new one. */
    @Test
    void sourcesAreMountedAsFolders() {
        assertThat(services().stream()
                        .flatMap(service -> service.list("volumes").stream())
                        .filter(volume -> volume.startsWith("./"))
                        .map(volume -> SourceTree.ROOT.resolve(volume.substring(2, volume.indexOf(':')))))
                .isNotEmpty()
                .noneMatch(Files::isRegularFile);
    }

    private static boolean isJarOfAModule(Path file) {
        Path module = file.getParent().getParent();
        return file.getFileName().toString().equals(module.getFileName() + "-1.0.0-SNAPSHOT.jar")
                && Files.exists(module.resolve("pom.xml"));
    }

    private static String secret(String name) {
        return "${%s:?run docker/make-env first}".formatted(name);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
