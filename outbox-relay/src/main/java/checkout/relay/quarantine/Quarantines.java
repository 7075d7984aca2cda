package checkout.relay.quarantine;

import checkout.relay.kafka.KafkaClientSettings;
import checkout.relay.settings.RelaySettings;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.stereotype.Component;

/** The quarantines of all sources of this process. */
@Component
public class Quarantines {

    private final Map<String, Quarantine> bySource = new LinkedHashMap<>();

    /** @param producers hold the connection to Kafka, as the settings {@code spring.kafka} describe it */
    Quarantines(RelaySettings settings, ProducerFactory<?, ?> producers) {
        KafkaClientSettings kafka = new KafkaClientSettings(settings.kafka(), producers.getConfigurationProperties());
        settings.sources().forEach(source -> bySource.put(source.name(), new Quarantine(settings, kafka, source)));
    }

    public Quarantine of(String source) {
        return Objects.requireNonNull(bySource.get(source), "Indicates a bug: no source has this name");
    }

    Optional<Quarantine> find(@Nullable String source) {
        return Optional.ofNullable(bySource.get(source));
    }

    Collection<Quarantine> all() {
        return bySource.values();
    }

    String names() {
        return String.join(", ", bySource.keySet());
    }
}
