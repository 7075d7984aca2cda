package checkout.backing.tls;

import java.nio.file.Path;

/**
 * The files of an issued certificate, in PEM; only their owner may read them.
 *
 * @param keyAndCertificate both in one file, as Kafka reads them
 * @param certificate the certificate alone, as PostgreSQL reads it
 * @param key the private key alone
 * @param authority the certificate of the authority that issued it
 */
public record CertificateFiles(Path keyAndCertificate, Path certificate, Path key, Path authority) {

    /** The files of the certificate with this common name in a folder. */
    public static CertificateFiles in(Path folder, String commonName) {
        return new CertificateFiles(
                folder.resolve(commonName + ".pem"),
                folder.resolve(commonName + ".crt"),
                folder.resolve(commonName + ".key"),
                folder.resolve("ca.pem"));
    }
}
