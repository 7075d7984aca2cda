package checkout.relay.source;

import checkout.relay.publish.KafkaPublisher;
import checkout.relay.settings.RelaySettings;
import java.util.List;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.stereotype.Component;

/** All sources of this process. They share a Kafka producer, and start and stop with the application. */
@Component
public class SourceRelays implements SmartLifecycle {

    private final KafkaPublisher publisher;
    private final List<SourceRelay> sources;
    private volatile boolean running;

    /** @param kafka the connection to Kafka, as the settings {@code spring.kafka} describe it */
    SourceRelays(RelaySettings settings, ProducerFactory<?, ?> kafka, FatalExit fatalExit) {
        this.publisher = new KafkaPublisher(
                settings.kafka(),
                kafka.getConfigurationProperties(),
                failure -> fatalExit.exit("sending to Kafka", failure));
        this.sources = settings.sources().stream()
                .map(source -> new SourceRelay(source, settings.pace(), publisher, fatalExit))
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
        publisher.close();
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
