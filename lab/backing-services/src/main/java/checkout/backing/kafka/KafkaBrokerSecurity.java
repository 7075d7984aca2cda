package checkout.backing.kafka;

import checkout.backing.tls.CertificateFiles;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;

/**
 * How a broker authenticates its clients and decides what they may do: TLS everywhere, users with passwords (SCRAM-SHA-512),
 * and nothing allowed without an ACL.
 *
 * @param certificate the broker's certificate; its common name must be {@link #BROKER}
 * @param passwords the password of every user, among them {@link #BROKER} and {@link #ADMIN}
 * @param certificatePort the port for clients that authenticate with a certificate instead of a password, if there is one
 */
public record KafkaBrokerSecurity(
        CertificateFiles certificate, Map<String, String> passwords, OptionalInt certificatePort) {

    /** The broker itself, as a client of its controller. */
    public static final String BROKER = "broker";
    /** The administrator, who may do everything. */
    public static final String ADMIN = "admin";

    static final String MECHANISM = "SCRAM-SHA-512";

    public KafkaBrokerSecurity {
        passwords = new TreeMap<>(passwords);
        if (!passwords.containsKey(BROKER) || !passwords.containsKey(ADMIN)) {
            throw new IllegalArgumentException(
                    "the users %s and %s need passwords; known are %s".formatted(BROKER, ADMIN, passwords.keySet()));
        }
    }

    /** The settings of a client that authenticates as a user with a password; the addresses of the brokers are not among them. */
    public Map<String, String> clientSettings(String user) {
        return clientSettings(certificate.authority(), user, password(user));
    }

    String password(String user) {
        String password = passwords.get(user);
        if (password == null) {
            throw new IllegalArgumentException("unknown user " + user + "; known are " + passwords.keySet());
        }
        return password;
    }

    /**
     * The settings of a client that authenticates with a user's password.
     *
     * @param authority the certificate of the authority that issued the broker's certificate
     */
    public static Map<String, String> clientSettings(Path authority, String user, String password) {
        Map<String, String> settings = new TreeMap<>(trust(authority));
        settings.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SASL_SSL");
        settings.put(SaslConfigs.SASL_MECHANISM, MECHANISM);
        settings.put(SaslConfigs.SASL_JAAS_CONFIG, jaas(user, password));
        return settings;
    }

    /** The settings of a client that authenticates with a certificate, at {@link #certificatePort}. */
    public static Map<String, String> clientSettings(CertificateFiles client) {
        Map<String, String> settings = new TreeMap<>(trust(client.authority()));
        settings.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SSL");
        settings.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, "PEM");
        settings.put(
                SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG,
                client.keyAndCertificate().toString());
        return settings;
    }

    static String jaas(String user, String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                .formatted(user, password);
    }

    private static Map<String, String> trust(Path authority) {
        return Map.of(
                SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG,
                "PEM",
                SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
                authority.toString());
    }

    @Override
    public String toString() {
        return "KafkaBrokerSecurity" + passwords.keySet();
    }
}
