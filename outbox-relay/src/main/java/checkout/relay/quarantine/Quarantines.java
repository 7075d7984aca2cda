package checkout.relay.quarantine;

import checkout.relay.settings.RelaySettings;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The quarantines of all sources of this process. */
@Component
public class Quarantines {

    private final Map<String, Quarantine> bySource = new LinkedHashMap<>();

    Quarantines(RelaySettings settings) {
        settings.sources().forEach(source -> bySource.put(source.name(), new Quarantine(settings, source)));
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
