package checkout.messaging.consumer;

import java.util.List;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;

/** Starts the consumers when the service is up, and stops them after their current polls before it shuts down. */
public final class ConsumerLifecycle implements SmartLifecycle {
    private final List<? extends AbstractMessageListenerContainer<byte[], byte[]>> containers;

    public ConsumerLifecycle(List<? extends AbstractMessageListenerContainer<byte[], byte[]>> containers) {
        this.containers = containers;
    }

    @Override
    public void start() {
        containers.forEach(AbstractMessageListenerContainer::start);
    }

    @Override
    public void stop() {
        containers.forEach(AbstractMessageListenerContainer::stop);
    }

    @Override
    public boolean isRunning() {
        return !containers.isEmpty() && containers.stream().allMatch(AbstractMessageListenerContainer::isRunning);
    }
}
