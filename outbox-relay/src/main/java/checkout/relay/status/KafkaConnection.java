package checkout.relay.status;

import checkout.relay.settings.RelaySettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.stereotype.Component;

/**
 * Whether Kafka answers. The producer does not tell: it connects when there is something to send, so without this a relay that cannot reach
 * Kafka would be ready until the first row.
 */
@Component
class KafkaConnection implements SmartLifecycle {

    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final Duration MAX_AGE = Duration.ofSeconds(10);

    private final Map<String, Object> client;
    private volatile boolean running;
    private volatile Answer last = new Answer(null, 0, "Kafka has not been asked yet");

    KafkaConnection(RelaySettings settings, ProducerFactory<?, ?> kafka) {
        this.client = settings.kafka().client(kafka.getConfigurationProperties());
        client.putAll(Map.of(
                AdminClientConfig.CLIENT_ID_CONFIG,
                "outbox-relay-health",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Math.toIntExact(TIMEOUT.toMillis()),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                Math.toIntExact(TIMEOUT.toMillis()),
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                500L,
                AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG,
                false));
    }

    /** Why Kafka does not answer; empty if it does. */
    String problem() {
        Answer answer = last;
        Instant at = answer.lastAt;
        if (at != null && System.nanoTime() - answer.lastNanos < MAX_AGE.toNanos()) {
            return "";
        }
        return "Kafka does not answer at %s%s: %s"
                .formatted(
                        client.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG),
                        at == null ? "" : " since " + at,
                        answer.error);
    }

    @Override
    public void start() {
        running = true;
        Thread thread = new Thread(this::ask, "kafka-connection");
        thread.setDaemon(true);
        thread.start();
    }

    // a client that cannot be created, because no server's name resolves, is created again with the next question
    private void ask() {
        while (running) {
            try (Admin admin = Admin.create(client)) {
                while (running) {
                    ask(admin);
                    LockSupport.parkNanos(INTERVAL.toNanos());
                }
            } catch (KafkaException e) {
                last = new Answer(last.lastAt, last.lastNanos, String.valueOf(e.getMessage()));
                LockSupport.parkNanos(INTERVAL.toNanos());
            }
        }
    }

    private void ask(Admin admin) {
        try {
            admin.describeCluster().nodes().get(2 * TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            last = new Answer(Instant.now(), System.nanoTime(), "");
        } catch (ExecutionException e) {
            last = new Answer(last.lastAt, last.lastNanos, String.valueOf(e.getCause()));
        } catch (TimeoutException e) {
            last = new Answer(last.lastAt, last.lastNanos, "no answer within " + TIMEOUT.multipliedBy(2));
        } catch (InterruptedException e) {
            running = false;
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /**
     * @param lastAt when Kafka last answered, for people
     * @param lastNanos the same by the clock that nobody sets, for the age of the answer
     */
    private record Answer(@Nullable Instant lastAt, long lastNanos, String error) {}
}
