package checkout.testinfra;

import checkout.backing.kafka.TemporaryKafkaBroker;
import checkout.backing.postgres.PostgresServer;
import checkout.backing.postgres.TemporaryPostgres;
import checkout.provisioning.DatabaseRolePasswords;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Starts servers from Maven artifacts. */
final class EmbeddedServers {

    private EmbeddedServers() {}

    static PostgresServer postgres() {
        try {
            return TemporaryPostgres.start(DatabaseRolePasswords.random()).server();
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded PostgreSQL does not start", e);
        }
    }

    static String kafka() {
        try {
            return TemporaryKafkaBroker.start().bootstrapServers();
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded Kafka does not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting Kafka", e);
        }
    }
}
