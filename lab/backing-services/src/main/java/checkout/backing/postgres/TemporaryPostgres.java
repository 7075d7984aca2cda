package checkout.backing.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/** A server on a free port with a temporary folder; it ends with this JVM. */
public final class TemporaryPostgres implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    private final EmbeddedPostgres process;
    private final PostgresServer server;

    private TemporaryPostgres(EmbeddedPostgres process, PostgresServer server) {
        this.process = process;
        this.server = server;
    }

    public static TemporaryPostgres start(String superuserPassword) throws IOException {
        // in the library's folder, so that the next run stops and deletes what a killed JVM left
        Path folder = Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg");
        Path data = folder.resolve(UUID.randomUUID().toString());
        Files.createDirectories(folder);
        EmbeddedPostgres process = new PostgresDataDirectory(data, superuserPassword)
                .start(
                        EmbeddedPostgres.builder().setPGStartupWait(START_TIMEOUT),
                        PostgresSettings.durableForManyDatabases());
        return new TemporaryPostgres(process, new PostgresServer(process.getPort(), superuserPassword));
    }

    public PostgresServer server() {
        return server;
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
