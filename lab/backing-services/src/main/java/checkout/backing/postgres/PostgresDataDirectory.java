package checkout.backing.postgres;

import checkout.backing.tls.CertificateFiles;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A data folder, and how a server is started on it. */
final class PostgresDataDirectory {

    private static final String ACCESS_RULES = """
            # Everybody needs a password. No physical replication: it would expose every table to the relay's role.
            %s all all 127.0.0.1/32 scram-sha-256
            """;

    private final Path data;
    private final String superuserPassword;
    private final @Nullable CertificateFiles certificate;

    /** @param certificate the server's certificate; with one, the server accepts only connections with TLS */
    PostgresDataDirectory(Path data, String superuserPassword, @Nullable CertificateFiles certificate) {
        this.data = data;
        this.superuserPassword = superuserPassword;
        this.certificate = certificate;
    }

    /** Starts a server, after initialising an empty folder; the caller's builder sets port, lifetime and logs. */
    EmbeddedPostgres start(EmbeddedPostgres.Builder builder, Map<String, String> settings) throws IOException {
        Path password = passwordFile();
        try {
            settings.forEach(builder::setServerConfig);
            if (certificate != null) {
                builder.setServerConfig("ssl", "on")
                        .setServerConfig("ssl_cert_file", quoted(certificate.certificate()))
                        .setServerConfig("ssl_key_file", quoted(certificate.key()))
                        .setServerConfig("ssl_ca_file", quoted(certificate.authority()));
            }
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
                    .setDataDirectoryCustomizer(this::writeAccessRules)
                    .start();
        } finally {
            Files.delete(password);
        }
    }

    /** A shell splits the options that the library starts the server with. */
    private static String quoted(Path file) {
        return "'" + file.toString().replace("'", "'\\''") + "'";
    }

    private Path passwordFile() throws IOException {
        Path file = Files.createTempFile(
                "postgres",
                ".password",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, superuserPassword);
    }

    private void writeAccessRules(File data) {
        try {
            Files.writeString(
                    data.toPath().resolve("pg_hba.conf"),
                    ACCESS_RULES.formatted(certificate == null ? "host" : "hostssl"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
