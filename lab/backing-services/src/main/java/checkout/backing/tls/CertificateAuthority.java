package checkout.backing.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Issues certificates for one stack or one test. Its key is never stored: when the object is gone, nobody can issue another
 * certificate that its clients would trust.
 */
public final class CertificateAuthority {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration VALIDITY = Duration.ofDays(3650);
    private static final Duration CLOCK_TOLERANCE = Duration.ofDays(1);
    private static final int SERIAL_BITS = 120;

    private static final byte[] ECDSA_WITH_SHA256 = DerEncoding.sequence(DerEncoding.oid("1.2.840.10045.4.3.2"));
    private static final String COMMON_NAME = "2.5.4.3";
    private static final String KEY_USAGE = "2.5.29.15";
    private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
    private static final String SERVER = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT = "1.3.6.1.5.5.7.3.2";

    private final String name;
    private final KeyPair keys = newKeys();
    private final byte[] certificate;

    public CertificateAuthority(String name) {
        this.name = name;
        this.certificate = certificate(
                name,
                keys.getPublic(),
                List.of(
                        extension(BASIC_CONSTRAINTS, true, DerEncoding.sequence(DerEncoding.bool(true))),
                        // may sign certificates and revocation lists
                        extension(KEY_USAGE, true, DerEncoding.bits(1, (byte) 0b0000_0110))));
    }

    /** Writes the authority's own certificate, which those who trust it need. */
    public Path writeCertificate(Path folder) throws IOException {
        return Pem.write(CertificateFiles.in(folder, name).authority(), Pem.certificate(certificate));
    }

    /**
     * Issues a certificate for a server or a client and writes it and its key.
     *
     * @param commonName the name of the certificate's owner, which is its principal in Kafka
     * @param hosts the host names and addresses under which clients reach the owner, if it is a server
     */
    public CertificateFiles issue(Path folder, String commonName, String... hosts) throws IOException {
        KeyPair owner = newKeys();
        List<byte[]> extensions = new ArrayList<>(List.of(
                extension(BASIC_CONSTRAINTS, true, DerEncoding.sequence()),
                // may sign handshakes
                extension(KEY_USAGE, true, DerEncoding.bits(7, (byte) 0b1000_0000)),
                extension(
                        EXTENDED_KEY_USAGE,
                        false,
                        DerEncoding.sequence(DerEncoding.oid(SERVER), DerEncoding.oid(CLIENT)))));
        if (hosts.length > 0) {
            extensions.add(extension(SUBJECT_ALTERNATIVE_NAME, false, alternativeNames(hosts)));
        }
        String chain = Pem.certificate(certificate(commonName, owner.getPublic(), extensions));
        String key = Pem.privateKey(owner.getPrivate().getEncoded());
        CertificateFiles files = CertificateFiles.in(folder, commonName);
        Pem.write(files.keyAndCertificate(), key + chain);
        Pem.write(files.certificate(), chain);
        Pem.write(files.key(), key);
        writeCertificate(folder);
        return files;
    }

    private byte[] certificate(String subject, PublicKey key, List<byte[]> extensions) {
        Instant now = Instant.now();
        byte[] content = DerEncoding.sequence(
                DerEncoding.tagged(0xa0, DerEncoding.integer(BigInteger.TWO)), // version 3
                DerEncoding.integer(new BigInteger(SERIAL_BITS, RANDOM).add(BigInteger.ONE)),
                ECDSA_WITH_SHA256,
                distinguishedName(name),
                DerEncoding.sequence(
                        DerEncoding.time(now.minus(CLOCK_TOLERANCE)), DerEncoding.time(now.plus(VALIDITY))),
                distinguishedName(subject),
                key.getEncoded(),
                DerEncoding.tagged(0xa3, DerEncoding.sequence(extensions.toArray(byte[][]::new))));
        return DerEncoding.sequence(content, ECDSA_WITH_SHA256, DerEncoding.bits(0, sign(content)));
    }

    private byte[] sign(byte[] content) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot sign with ECDSA", e);
        }
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot create keys for ECDSA", e);
        }
    }

    private static byte[] distinguishedName(String commonName) {
        return DerEncoding.sequence(
                DerEncoding.set(DerEncoding.sequence(DerEncoding.oid(COMMON_NAME), DerEncoding.utf8(commonName))));
    }

    private static byte[] extension(String oid, boolean critical, byte[] value) {
        return critical
                ? DerEncoding.sequence(DerEncoding.oid(oid), DerEncoding.bool(true), DerEncoding.octets(value))
                : DerEncoding.sequence(DerEncoding.oid(oid), DerEncoding.octets(value));
    }

    private static byte[] alternativeNames(String... hosts) throws IOException {
        List<byte[]> names = new ArrayList<>();
        for (String host : hosts) {
            boolean isAddress = host.matches("[0-9.]+|.*:.*");
            names.add(
                    isAddress
                            ? DerEncoding.tagged(
                                    0x87, InetAddress.getByName(host).getAddress())
                            : DerEncoding.tagged(0x82, host.getBytes(StandardCharsets.US_ASCII)));
        }
        return DerEncoding.sequence(names.toArray(byte[][]::new));
    }
}
