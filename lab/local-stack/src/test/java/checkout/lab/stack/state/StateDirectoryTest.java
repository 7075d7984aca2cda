package checkout.lab.stack.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Red means: the state between commands is readable by others, lost or silently replaced. */
class StateDirectoryTest {

    @TempDir
    private Path clone;

    private StateDirectory state;

    @BeforeEach
    void create() {
        state = new StateDirectory(clone);
        state.create();
    }

    @Test
    void credentialsHaveTheDocumentedShape() {
        state.credentialsOrNew(state.secretsOrNew(), "jdbc:postgresql://127.0.0.1:15432/checkout");

        JsonNode json = JsonMapper.shared()
                .readTree(clone.resolve(".checkout/credentials.json").toFile());

        assertThat(json.propertyNames())
                .containsExactlyInAnyOrder("storefront", "storefront2", "viewer", "operator", "admin", "auditor");
        assertThat(json.at("/storefront/key").asString()).hasSizeGreaterThan(40);
        assertThat(json.at("/storefront2/key")).isNotEqualTo(json.at("/storefront/key"));
        assertThat(json.get("viewer").propertyNames()).containsExactly("username", "password");
        assertThat(json.at("/admin/username").asString()).isEqualTo("admin");
        assertThat(json.get("auditor").propertyNames()).containsExactly("url", "username", "password");
        assertThat(json.at("/auditor/url").asString()).isEqualTo("jdbc:postgresql://127.0.0.1:15432/checkout");
    }

    @Test
    void onlyTheOwnerMayReadSecrets() throws IOException {
        state.credentialsOrNew(state.secretsOrNew(), "jdbc:x");
        state.recordRun(new StackPorts(0));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(clone.resolve(".checkout"))))
                .isEqualTo("rwx------");
        for (String file : new String[] {"credentials.json", "secrets.json"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(
                            clone.resolve(".checkout").resolve(file))))
                    .as(file)
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void credentialsStayTheSameUntilWiped() {
        Credentials first = state.credentialsOrNew(state.secretsOrNew(), "jdbc:x");

        assertThat(state.credentialsOrNew(state.secretsOrNew(), "jdbc:x")).isEqualTo(first);
        Credentials moved = state.credentialsOrNew(state.secretsOrNew(), "jdbc:y");
        assertThat(moved.auditor().url()).isEqualTo("jdbc:y");
        assertThat(moved.admin()).isEqualTo(first.admin());

        state.wipe();
        assertThat(state.credentials()).isEmpty();
        assertThat(state.credentialsOrNew(state.secretsOrNew(), "jdbc:x").admin())
                .isNotEqualTo(first.admin());
    }

    @Test
    void damagedFilesAreReportedAndNotReplaced() throws IOException {
        Path credentials = clone.resolve(".checkout/credentials.json");
        for (String content : new String[] {"{", "{}", "{\"storefront\":{\"key\":null}}"}) {
            Files.writeString(credentials, content);

            assertThatThrownBy(state::credentials)
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining(credentials + " is damaged")
                    .hasMessageContaining("--wipe");
            assertThat(credentials).hasContent(content);
        }
    }

    @Test
    void dataWithoutTheirPasswordsAreNotOverwritten() throws IOException {
        Files.createDirectories(state.postgres());
        Files.createFile(state.postgres().resolve("initialised"));

        assertThatThrownBy(state::secretsOrNew)
                .isInstanceOf(StackException.class)
                .hasMessageContaining("secrets.json is missing");
    }

    @Test
    void aSecuredStackKeepsItsCertificatesAndPasswords() throws IOException {
        assertThat(state.security()).isEmpty();
        state.secure();
        StackSecurity security = state.security().orElseThrow();
        state.secure();

        assertThat(state.security()).hasValue(security);
        assertThat(security.kafkaPasswords())
                .containsKeys("broker", "admin", "order-service", "saga-orchestrator", "outbox-relay", "auditor")
                .allSatisfy((user, password) -> assertThat(password).hasSizeGreaterThan(40));
        for (Path file : new Path[] {
            clone.resolve(".checkout/security.json"),
            security.kafka().certificate().keyAndCertificate(),
            security.postgres().key()
        }) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .as(file.toString())
                    .isEqualTo("rw-------");
        }
        state.wipe();
        assertThat(state.security()).isEmpty();
        assertThat(security.postgres().key()).doesNotExist();
    }

    @Test
    void howPartsConnectIsDecidedAtEachStart() throws IOException {
        assertThat(state.usesNetwork()).isFalse();
        state.useNetwork(true);
        state.useNetwork(true);
        assertThat(state.usesNetwork()).isTrue();
        assertThat(state.usesPgBouncer()).isFalse();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.network())))
                .isEqualTo("rwx------");

        state.useNetwork(false);
        assertThat(state.usesNetwork()).isFalse();
        state.useNetwork(true);
        state.wipe();
        assertThat(state.usesNetwork()).isFalse();
    }

    @Test
    void aStackWithDataOfTheOtherKindIsNotSecured() throws IOException {
        Files.createDirectories(state.postgres());

        assertThatThrownBy(state::secure)
                .isInstanceOf(StackException.class)
                .hasMessageContaining("set up without TLS; ./checkout up --secure --wipe starts over");
        assertThat(state.security()).isEmpty();
    }

    @Test
    void aFileInPlaceOfTheFolderIsReported() throws IOException {
        Path elsewhere = Files.createDirectory(clone.resolve("elsewhere"));
        Files.createFile(elsewhere.resolve(".checkout"));

        assertThatThrownBy(() -> new StateDirectory(elsewhere).create())
                .isInstanceOf(StackException.class)
                .hasMessageContaining("cannot be used as the state folder");
    }

    @Test
    void remembersThePortsOfTheRunningStack() {
        assertThat(state.run()).isEmpty();
        state.recordRun(new StackPorts(1000));
        assertThat(state.run()).map(StackRunRecord::portOffset).hasValue(1000);
        assertThat(state.isMeantToRun()).isTrue();
        state.recordStop();
        assertThat(state.isMeantToRun()).isFalse();
        assertThat(state.run()).map(StackRunRecord::portOffset).hasValue(1000);
        state.forgetRun();
        assertThat(state.run()).isEmpty();
    }
}
