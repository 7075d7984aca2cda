package checkout.backing.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.backing.tls.CertificateFiles;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Red means: the broker listens where it should not, or sends its clients elsewhere than they are meant to connect. */
class KafkaBrokerSettingsTest {

    private static final Path HOME = Path.of("home");

    @Test
    void listensOnTheAddressAndAdvertisesTheName() {
        KafkaBroker broker = new KafkaBroker(HOME, "jars", "localhost", 9092, 9093, null);

        assertThat(KafkaBrokerSettings.of(broker).lines())
                .contains(
                        "listeners=CLIENT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093",
                        "advertised.listeners=CLIENT://localhost:9092");
        assertThat(broker.bootstrapServers()).isEqualTo("127.0.0.1:9092");
        assertThat(broker.advertisedServers()).isEqualTo("localhost:9092");
    }

    @Test
    void advertisesTheAddressOtherwise() {
        assertThat(KafkaBrokerSettings.of(new KafkaBroker(HOME, "jars", 9092, 9093))
                        .lines())
                .contains("advertised.listeners=CLIENT://127.0.0.1:9092");
    }

    @Test
    void aSecuredBrokerAdvertisesTheNameToo() {
        KafkaBrokerSecurity security = new KafkaBrokerSecurity(
                CertificateFiles.in(HOME, KafkaBrokerSecurity.BROKER),
                Map.of(KafkaBrokerSecurity.BROKER, "one", KafkaBrokerSecurity.ADMIN, "two"),
                OptionalInt.of(9094));
        KafkaBroker broker = new KafkaBroker(HOME, "jars", "localhost", 9092, 9093, security);

        assertThat(KafkaBrokerSettings.of(broker).lines())
                .contains("advertised.listeners=CLIENT://localhost:9092,CERTIFICATE://127.0.0.1:9094");
    }
}
