package checkout.messaging.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.postgresql.Driver;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** Red here: a service that starts waits without end for a database that accepts connections and does not answer. */
class MigrationConnectionTest {

    @Test
    void theStartFailsSoonAndSaysWhichDatabaseDoesNotAnswer() throws IOException {
        // nobody accepts: the system does, and no byte is ever answered
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            String url = "jdbc:postgresql://127.0.0.1:%d/shop".formatted(silent.getLocalPort());
            // as Spring Boot connects when Flyway has a user of its own
            Flyway flyway = Flyway.configure()
                    .dataSource(new SimpleDriverDataSource(new Driver(), url, "owner", "secret"))
                    .load();
            assertThatThrownBy(() -> CompletableFuture.runAsync(flyway::migrate).get(15, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .rootCause()
                    .satisfies(cause -> assertThat(cause).hasMessageContaining("timed out"));
        }
    }
}
