package checkout.relay.source;

import checkout.relay.capture.CaptureEngine;
import checkout.relay.quarantine.Quarantines;
import checkout.relay.settings.RelaySettings;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** All sources of this process. Each works and recovers by itself; they start and stop with the application. */
@Component
public class SourceRelays implements SmartLifecycle {

    private final List<SourceRelay> sources;
    private volatile boolean running;

    SourceRelays(RelaySettings settings, Quarantines quarantines, FatalExit fatalExit) {
        requireValid(settings);
        this.sources = settings.sources().stream()
                .map(source -> new SourceRelay(
                        source, settings, () -> quarantines.of(source.name()).publisher(), fatalExit))
                .toList();
    }

    // what will never work is better found now than reported for ever as a failure that may pass
    private static void requireValid(RelaySettings settings) {
        Set<String> names = new HashSet<>();
        for (RelaySettings.Source source : settings.sources()) {
            if (!names.add(source.name())) {
                throw new IllegalArgumentException(
                        "relay.sources has two sources named %s; give each a name of its own".formatted(source.name()));
            }
            CaptureEngine.requireValid(source, settings);
        }
    }

    @Override
    public void start() {
        sources.forEach(SourceRelay::start);
        running = true;
    }

    @Override
    public void stop() {
        sources.parallelStream().forEach(SourceRelay::stop);
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    public List<SourceRelay> all() {
        return sources;
    }
}
