package checkout.relay.source;

import checkout.relay.quarantine.Quarantines;
import checkout.relay.settings.RelaySettings;
import java.util.List;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** All sources of this process. They start and stop with the application. */
@Component
public class SourceRelays implements SmartLifecycle {

    private final List<SourceRelay> sources;
    private volatile boolean running;

    SourceRelays(RelaySettings settings, Quarantines quarantines, FatalExit fatalExit) {
        this.sources = settings.sources().stream()
                .map(source -> new SourceRelay(
                        source,
                        settings.pace(),
                        settings.memoryPerSource(),
                        () -> quarantines.of(source.name()).publisher(),
                        fatalExit))
                .toList();
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
