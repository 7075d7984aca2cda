package checkout.lab.stack.pgbouncer;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.stack.state.StackPorts;
import checkout.lab.stack.state.StackSecrets;
import checkout.lab.stack.state.StateDirectory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Red means: PgBouncer would open more connections than the services share, or connect without verifying the server. */
class PgBouncerConfigurationTest {

    @TempDir
    private Path folder;

    private String settings(StateDirectory state) {
        return new PgBouncerConfiguration(state, new StackPorts(1000), StackSecrets.generate()).settings();
    }

    @Test
    void theServicesShareTwentyFiveConnections() {
        assertThat(ServerConnections.ALL).isEqualTo(25);
        assertThat(settings(new StateDirectory(folder)))
                .contains(
                        "orders = host=127.0.0.1 port=16432 dbname=checkout pool_size=7 max_db_connections=7",
                        "listen_addr = 127.0.0.1\nlisten_port = 17432",
                        "pool_mode = transaction")
                .doesNotContain("tls");
    }

    @Test
    void aSecuredStackUsesTlsOnBothSides() {
        StateDirectory state = new StateDirectory(folder);
        state.create();
        state.secure();

        assertThat(settings(state))
                .contains("client_tls_sslmode = require", "server_tls_sslmode = verify-full")
                .contains("server_tls_ca_file = " + state.path().resolve("tls/ca.pem"));
    }
}
