package checkout.backing.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** A data folder, and how a server is started on it. */
final class PostgresDataDirectory {

    private static final String ACCESS_RULES = """
            # Everybody needs a password. No physical replication: it would expose every table to the relay's role.
            host all all 127.0.0.1/32 scram-sha-256
            """;

    private final Path data;
    private final String superuserPassword;

    PostgresDataDirectory(Path data, String superuserPassword) {
        this.data = data;
        this.superuserPassword = superuserPassword;
    }

    /** Starts a server, after initialising an empty folder; the caller's builder sets port, lifetime and logs. */
    EmbeddedPostgres start(EmbeddedPostgres.Builder builder, Map<String, String> settings) throws IOException {
        Path password = passwordFile();
        try {
            settings.forEach(builder::setServerConfig);
            return builder.setDataDirectory(data)
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("unix_socket_directories", "''")
                    // options of initdb: the superuser has a password from the start
                    .setLocaleConfig("auth", "scram-sha-256")
                    .setLocaleConfig("pwfile", password.toString())
                    .setLocaleConfig("locale-provider", "builtin")
                    .setLocaleConfig("builtin-locale", "C.UTF-8")
                    .setLocaleConfig("locale", "C")
                    .setConnectConfig("password", superuserPassword)
                    .setDataDirectoryCustomizer(PostgresDataDirectory::writeAccessRules)
                    .start();
        } finally {
            Files.delete(password);
        }
    }

    private Path passwordFile() throws IOException {
        Path file = Files.createTempFile(
                "postgres",
                ".password",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, superuserPassword);
    }

    private static void writeAccessRules(File data) {
        try {
            Files.writeString(data.toPath().resolve("pg_hba.conf"), ACCESS_RULES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
