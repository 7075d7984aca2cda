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

/** What is kept between commands stays private, survives, and is never half there. */
class StateDirectoryTest {

    @TempDir
    private Path clone;

    private StateDirectory folder;

    @BeforeEach
    void create() {
        folder = new StateDirectory(clone);
        folder.create();
    }

    @Test
    void credentialsHaveTheShapeThatOthersRelyOn() {
        folder.credentialsOrNew(folder.secretsOrNew(), "jdbc:postgresql://127.0.0.1:15432/checkout");

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
    void nobodyElseMayReadThem() throws IOException {
        folder.credentialsOrNew(folder.secretsOrNew(), "jdbc:x");
        folder.recordRun(new StackPorts(0));

        for (String file : new String[] {"credentials.json", "secrets.json"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(
                            clone.resolve(".checkout").resolve(file))))
                    .as(file)
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void theyStayTheSameUntilWiped() {
        Credentials first = folder.credentialsOrNew(folder.secretsOrNew(), "jdbc:x");

        assertThat(folder.credentialsOrNew(folder.secretsOrNew(), "jdbc:x")).isEqualTo(first);
        Credentials moved = folder.credentialsOrNew(folder.secretsOrNew(), "jdbc:y");
        assertThat(moved.auditor().url()).isEqualTo("jdbc:y");
        assertThat(moved.admin()).isEqualTo(first.admin());

        folder.wipe();
        assertThat(folder.credentials()).isEmpty();
        assertThat(folder.credentialsOrNew(folder.secretsOrNew(), "jdbc:x").admin())
                .isNotEqualTo(first.admin());
    }

    @Test
    void damagedFilesAreNamedAndNotReplaced() throws IOException {
        Path credentials = clone.resolve(".checkout/credentials.json");
        for (String content : new String[] {"{", "{}", "{\"storefront\":{\"key\":null}}"}) {
            Files.writeString(credentials, content);

            assertThatThrownBy(folder::credentials)
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining(credentials + " is damaged")
                    .hasMessageContaining("--wipe");
            assertThat(credentials).hasContent(content);
        }
    }

    @Test
    void dataWithoutTheirPasswordAreNotOverwritten() throws IOException {
        Files.createDirectories(folder.postgres());
        Files.createFile(folder.postgres().resolve("initialised"));

        assertThatThrownBy(folder::secretsOrNew)
                .isInstanceOf(StackException.class)
                .hasMessageContaining("secrets.json is missing");
    }

    @Test
    void aFileInItsPlaceIsSaidToBeOne() throws IOException {
        Path elsewhere = Files.createDirectory(clone.resolve("elsewhere"));
        Files.createFile(elsewhere.resolve(".checkout"));

        assertThatThrownBy(() -> new StateDirectory(elsewhere).create())
                .isInstanceOf(StackException.class)
                .hasMessageContaining("cannot be used as the state folder");
    }

    @Test
    void remembersOnWhichPortsTheStackRuns() {
        assertThat(folder.run()).isEmpty();
        folder.recordRun(new StackPorts(1000));
        assertThat(folder.run()).map(RunRecord::portOffset).hasValue(1000);
        assertThat(folder.isMeantToRun()).isTrue();
        folder.recordStop();
        assertThat(folder.isMeantToRun()).isFalse();
        assertThat(folder.run()).map(RunRecord::portOffset).hasValue(1000);
        folder.forgetRun();
        assertThat(folder.run()).isEmpty();
    }
}
