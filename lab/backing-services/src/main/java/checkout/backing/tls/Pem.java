package checkout.backing.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;

/** Writes certificates and keys as text (RFC 7468) into files that only their owner may read. */
final class Pem {

    private static final int LINE_LENGTH = 64;

    private Pem() {}

    static String certificate(byte[] der) {
        return text("CERTIFICATE", der);
    }

    static String privateKey(byte[] pkcs8) {
        return text("PRIVATE KEY", pkcs8);
    }

    static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text);
    }

    private static String text(String label, byte[] der) {
        String content = Base64.getMimeEncoder(LINE_LENGTH, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(label, content);
    }
}
