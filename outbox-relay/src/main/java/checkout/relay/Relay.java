package checkout.relay;

import checkout.relay.capture.Capture;
import checkout.relay.publish.Publisher;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Starts a capture for every source and stops them with the application. */
@Component
class Relay implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Relay.class);

    private final RelaySettings settings;
    private final LastWord lastWord;
    private final List<Capture> captures = new ArrayList<>();
    private volatile boolean running;

    Relay(RelaySettings settings, LastWord lastWord) {
        this.settings = settings;
        this.lastWord = lastWord;
    }

    @Override
    public void start() {
        Publisher publisher = new Publisher(settings.kafka(), failure -> lastWord.say("Kafka", failure));
        for (RelaySettings.Source source : settings.sources()) {
            Capture capture = new Capture(source, settings.pace(), publisher);
            captures.add(capture);
            var unused = capture.start("relay-" + source.name()).whenComplete((done, failure) -> {
                if (failure != null) {
                    lastWord.say(source.name(), failure);
                }
            });
            log.info("Relaying {} from slot {}", source.name(), source.slot());
        }
        running = true;
    }

    @Override
    public void stop() {
        captures.forEach(Capture::close);
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    boolean isStreaming() {
        return captures.stream().allMatch(Capture::isStreaming);
    }
}
