package checkout.lab.stack.state;

import checkout.backing.kafka.KafkaBrokerSecurity;
import checkout.backing.tls.CertificateAuthority;
import checkout.backing.tls.CertificateFiles;
import checkout.provisioning.DatabaseRolePasswords;
import checkout.provisioning.kafka.KafkaRight;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The certificates of the servers and the passwords of Kafka's users, of a stack that was started with {@code --secure}.
 *
 * @param folder the folder of the certificates
 */
public record StackSecurity(Path folder, Map<String, String> kafkaPasswords) {

    private static final String POSTGRES = "postgres";
    private static final String[] HOSTS = {"127.0.0.1", "localhost"};

    /** Issues the certificates and generates the passwords. */
    static StackSecurity generate(Path folder) throws IOException {
        CertificateAuthority authority = new CertificateAuthority("checkout, this clone's local stack");
        authority.issue(folder, KafkaBrokerSecurity.BROKER, HOSTS);
        authority.issue(folder, POSTGRES, HOSTS);
        Map<String, String> passwords = new TreeMap<>();
        Stream.concat(
                        KafkaRight.principals().stream(),
                        Stream.of(KafkaBrokerSecurity.BROKER, KafkaBrokerSecurity.ADMIN))
                .forEach(user -> passwords.put(user, DatabaseRolePasswords.random()));
        return new StackSecurity(folder, passwords);
    }

    public KafkaBrokerSecurity kafka() {
        return new KafkaBrokerSecurity(
                CertificateFiles.in(folder, KafkaBrokerSecurity.BROKER), kafkaPasswords, OptionalInt.empty());
    }

    public CertificateFiles postgres() {
        return CertificateFiles.in(folder, POSTGRES);
    }

    @Override
    public String toString() {
        return "StackSecurity[...]";
    }
}
