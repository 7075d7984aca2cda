package checkout.backing.postgres;

import checkout.backing.tls.CertificateFiles;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
        return start(superuserPassword, null, Map.of());
    }

    /** A server that accepts only connections with TLS. */
    public static TemporaryPostgres startSecured(String superuserPassword, CertificateFiles certificate)
            throws IOException {
        return start(superuserPassword, certificate, Map.of());
    }

    /** A server with further settings. */
    public static TemporaryPostgres start(
            String superuserPassword, @Nullable CertificateFiles certificate, Map<String, String> furtherSettings)
            throws IOException {
        // in the library's folder, so that the next run stops and deletes what a killed JVM left
        Path folder = Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg");
        Path data = folder.resolve(UUID.randomUUID().toString());
        Files.createDirectories(folder);
        Map<String, String> settings = new LinkedHashMap<>(PostgresSettings.durableForManyDatabases());
        settings.putAll(furtherSettings);
        EmbeddedPostgres process = new PostgresDataDirectory(data, superuserPassword, certificate)
                .start(EmbeddedPostgres.builder().setPGStartupWait(START_TIMEOUT), settings);
        return new TemporaryPostgres(process, new PostgresServer(process.getPort(), superuserPassword, certificate));
    }

    public PostgresServer server() {
        return server;
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
