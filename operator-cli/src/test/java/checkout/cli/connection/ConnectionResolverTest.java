package checkout.cli.connection;

import static checkout.cli.connection.ConnectionOptions.ORCHESTRATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Red means: a command calls the wrong stack, as the wrong user, or sends a password to the wrong place. */
class ConnectionResolverTest {

    private static final String LOCAL = "http://127.0.0.1:8090";
    private static final String REMOTE = "https://ops.example.com:8443/";

    private static final DefaultStack STACK = new DefaultStack() {
        @Override
        public String url() {
            return LOCAL;
        }

        @Override
        public Optional<String> password(String user) {
            return user.equals("stranger") ? Optional.empty() : Optional.of("local " + user);
        }
    };

    private static ConnectionResolver resolver(Map<String, String> environment) {
        return new ConnectionResolver(environment, Optional.of(STACK), user -> "typed");
    }

    @Test
    void usesTheDefaultStackAndTheUserOfTheCommand() {
        assertThat(resolver(Map.of("CHECKOUT_PASSWORD", "other")).resolve(ORCHESTRATOR, login(null, null), "viewer"))
                .isEqualTo(OperatorConnection.withPassword("saga-orchestrator", LOCAL, "viewer", "local viewer", true));
    }

    @Test
    void takesThePasswordOfAnotherUserFromTheEnvironmentThenTheStackThenTheTerminal() {
        assertThat(resolver(Map.of("CHECKOUT_PASSWORD", "given"))
                        .resolve(ORCHESTRATOR, login(null, "admin"), "viewer")
                        .password())
                .isEqualTo("given");
        assertThat(resolver(Map.of())
                        .resolve(ORCHESTRATOR, login(null, "admin"), "viewer")
                        .password())
                .isEqualTo("local admin");
        assertThat(resolver(Map.of())
                        .resolve(ORCHESTRATOR, login(null, "stranger"), "viewer")
                        .password())
                .isEqualTo("typed");
    }

    @Test
    void neverSendsThePasswordsOfTheDefaultStackElsewhere() {
        assertThat(resolver(Map.of()).resolve(ORCHESTRATOR, login(REMOTE, "operator"), "viewer"))
                .isEqualTo(OperatorConnection.withPassword(
                        "saga-orchestrator", "https://ops.example.com:8443", "operator", "typed", false));
        assertThat(resolver(Map.of("CHECKOUT_PASSWORD", "given"))
                        .resolve(ORCHESTRATOR, login(REMOTE, "operator"), "viewer")
                        .password())
                .isEqualTo("given");
        assertThatThrownBy(() -> resolver(Map.of()).resolve(ORCHESTRATOR, login(REMOTE, null), "viewer"))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("--url needs --user or --token");
    }

    @Test
    void saysWhatIsMissing() {
        ConnectionResolver alone = new ConnectionResolver(Map.of(), Optional.empty(), user -> "");

        assertThatThrownBy(() -> alone.resolve(ORCHESTRATOR, login(null, "operator"), "viewer"))
                .isInstanceOf(CliException.class)
                .hasMessage("Specify the stack with --url URL.");
        assertThatThrownBy(() -> alone.resolve(ORCHESTRATOR, login(REMOTE, "operator"), "viewer"))
                .isInstanceOf(CliException.class)
                .hasMessageStartingWith("No password for 'operator': set CHECKOUT_PASSWORD");
    }

    @Test
    void aTokenHasNoLineBreakAndIsNeverPrinted() {
        LoginOptions remote = login(REMOTE, null);
        assertThat(resolver(Map.of("CHECKOUT_TOKEN", "the.token\r\n"))
                        .resolve(ORCHESTRATOR, remote, "viewer")
                        .authorization())
                .isEqualTo("Bearer the.token");
        assertThatThrownBy(
                        () -> resolver(Map.of("CHECKOUT_TOKEN", "the\ntoken")).resolve(ORCHESTRATOR, remote, "viewer"))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("CHECKOUT_TOKEN has characters")
                .hasMessageNotContaining("the\ntoken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ops.example.com", "ftp://ops", "http://", "http://a b"})
    void refusesWhatIsNotAnHttpUrl(String url) {
        assertThatThrownBy(() -> resolver(Map.of()).resolve(ORCHESTRATOR, login(url, "operator"), "viewer"))
                .isInstanceOf(CliException.class)
                .hasMessageStartingWith("--url is '" + url + "'");
    }

    @Test
    void takesUrlAndUserFromTheEnvironment() {
        Map<String, String> environment =
                Map.of("CHECKOUT_URL", REMOTE, "CHECKOUT_USER", "operator", "CHECKOUT_PASSWORD", "given");
        assertThat(resolver(environment).resolve(ORCHESTRATOR, login(null, null), "viewer"))
                .isEqualTo(OperatorConnection.withPassword(
                        "saga-orchestrator", "https://ops.example.com:8443", "operator", "given", false));
        assertThatThrownBy(() -> resolver(environment).resolve("order-service", login(null, null), "viewer"))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("give the URL of order-service with --url");
    }

    @Test
    void readsThePasswordAndTheTokenFromFiles(@TempDir Path folder) throws IOException {
        String password = file(folder.resolve("password"), "from the file\n");
        String token = file(folder.resolve("token"), "the.token\n");
        assertThat(resolver(Map.of())
                        .resolve(ORCHESTRATOR, new LoginOptions(REMOTE, "operator", password, null), "viewer")
                        .password())
                .isEqualTo("from the file");
        OperatorConnection withToken =
                resolver(Map.of()).resolve(ORCHESTRATOR, new LoginOptions(REMOTE, null, null, token), "viewer");
        assertThat(withToken.authorization()).isEqualTo("Bearer the.token");
        assertThat(withToken.toString()).doesNotContain("the.token");
        assertThat(resolver(Map.of("CHECKOUT_TOKEN", "t"))
                        .resolve(ORCHESTRATOR, login(REMOTE, null), "viewer")
                        .authorization())
                .isEqualTo("Bearer t");
        assertThatThrownBy(() -> resolver(Map.of())
                        .resolve(ORCHESTRATOR, new LoginOptions(REMOTE, "operator", folder + "/none", null), "viewer"))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("cannot be read");
    }

    private static String file(Path path, String content) throws IOException {
        return Files.writeString(path, content).toString();
    }

    private static LoginOptions login(@Nullable String url, @Nullable String user) {
        return new LoginOptions(url, user, null, null);
    }

    @Test
    void printsNoPassword() {
        assertThat(OperatorConnection.withPassword("saga-orchestrator", LOCAL, "viewer", "v-secret", true))
                .asString()
                .doesNotContain("v-secret");
    }
}
