package checkout.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
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
        assertThat(resolver(Map.of("CHECKOUT_PASSWORD", "other")).resolve(null, null, "viewer"))
                .isEqualTo(new OperatorConnection("saga-orchestrator", LOCAL, "viewer", "local viewer", true));
    }

    @Test
    void takesThePasswordOfAnotherUserFromTheEnvironmentThenTheStackThenTheTerminal() {
        assertThat(resolver(Map.of("CHECKOUT_PASSWORD", "given"))
                        .resolve(null, "admin", "viewer")
                        .password())
                .isEqualTo("given");
        assertThat(resolver(Map.of()).resolve(null, "admin", "viewer").password())
                .isEqualTo("local admin");
        assertThat(resolver(Map.of()).resolve(null, "stranger", "viewer").password())
                .isEqualTo("typed");
    }

    @Test
    void neverSendsThePasswordsOfTheDefaultStackElsewhere() {
        assertThat(resolver(Map.of()).resolve(REMOTE, "operator", "viewer"))
                .isEqualTo(new OperatorConnection(
                        "saga-orchestrator", "https://ops.example.com:8443", "operator", "typed", false));
        assertThat(resolver(Map.of("CHECKOUT_PASSWORD", "given"))
                        .resolve(REMOTE, "operator", "viewer")
                        .password())
                .isEqualTo("given");
        assertThatThrownBy(() -> resolver(Map.of()).resolve(REMOTE, null, "viewer"))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("--url needs --user");
    }

    @Test
    void saysWhatIsMissing() {
        ConnectionResolver alone = new ConnectionResolver(Map.of(), Optional.empty(), user -> "");

        assertThatThrownBy(() -> alone.resolve(null, "operator", "viewer"))
                .isInstanceOf(CliException.class)
                .hasMessage("Specify the stack with --url URL.");
        assertThatThrownBy(() -> alone.resolve(REMOTE, "operator", "viewer"))
                .isInstanceOf(CliException.class)
                .hasMessageStartingWith("No password for 'operator': set CHECKOUT_PASSWORD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ops.example.com", "ftp://ops", "http://", "http://a b"})
    void refusesWhatIsNotAnHttpUrl(String url) {
        assertThatThrownBy(() -> resolver(Map.of()).resolve(url, "operator", "viewer"))
                .isInstanceOf(CliException.class)
                .hasMessageStartingWith("--url is '" + url + "'");
    }

    @Test
    void printsNoPassword() {
        assertThat(new OperatorConnection("saga-orchestrator", LOCAL, "viewer", "v-secret", true))
                .asString()
                .doesNotContain("v-secret");
    }
}
