package checkout.backing.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Red means: a certificate that the local stack and the tests issue would be refused, or accepted for another host. */
class CertificateAuthorityTest {

    @TempDir
    private Path folder;

    @Test
    void issuesCertificatesThatItsOwnCertificateVerifies() throws Exception {
        CertificateAuthority authority = new CertificateAuthority("a test");
        CertificateFiles files = authority.issue(folder, "broker", "localhost", "127.0.0.1", "::1");

        X509Certificate certificate = read(files.certificate());

        assertThatCode(() -> verify(certificate, read(files.authority()))).doesNotThrowAnyException();
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=broker");
        assertThat(certificate.getSubjectAlternativeNames())
                .containsExactlyInAnyOrder(
                        List.of(2, "localhost"), List.of(7, "127.0.0.1"), List.of(7, "0:0:0:0:0:0:0:1"));
        assertThat(certificate.getBasicConstraints()).as("is no authority").isEqualTo(-1);
        assertThat(read(files.authority()).getBasicConstraints()).isGreaterThan(-1);
        certificate.checkValidity(Date.from(Instant.now().minus(Duration.ofHours(1))));
        certificate.checkValidity(Date.from(Instant.now().plus(Duration.ofDays(3600))));
    }

    @Test
    void anotherAuthorityDoesNotVerifyThem() throws Exception {
        CertificateFiles files = new CertificateAuthority("one").issue(folder.resolve("one"), "broker");
        Path other = new CertificateAuthority("one").writeCertificate(folder.resolve("other"));

        assertThatThrownBy(() -> verify(read(files.certificate()), read(other)))
                .isInstanceOf(CertPathValidatorException.class);
    }

    @Test
    void onlyTheOwnerMayReadTheFiles() throws Exception {
        CertificateFiles files = new CertificateAuthority("a test").issue(folder, "broker");

        assertThat(List.of(files.key(), files.keyAndCertificate()))
                .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------"));
    }

    private static void verify(X509Certificate certificate, X509Certificate authority) throws Exception {
        CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate));
        PKIXParameters trust = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
        trust.setRevocationEnabled(false);
        CertPathValidator.getInstance("PKIX").validate(path, trust);
    }

    private static X509Certificate read(Path file) throws Exception {
        try (InputStream in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
    }
}
