package checkout.messaging.consumer;

import checkout.messaging.MessageTypes;
import checkout.messaging.Subscription;
import checkout.messaging.outbox.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.backoff.ExponentialBackOff;
import tools.jackson.databind.json.JsonMapper;

/** Puts a subscription's consumer together from the service's database, broker and settings. */
public final class ListenerContainerFactory {
    private final Map<String, Object> kafka;
    private final ConsumerSettings settings;
    private final JdbcTemplate jdbc;
    private final PlatformTransactionManager transactions;
    private final MessageTypes messageTypes;
    private final Outbox outbox;
    private final JsonMapper json;
    private final MeterRegistry meters;
    private final Duration horizon;

    public ListenerContainerFactory(
            Map<String, Object> kafka,
            ConsumerSettings settings,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            MessageTypes messageTypes,
            Outbox outbox,
            JsonMapper json,
            MeterRegistry meters,
            Duration horizon) {
        this.kafka = kafka;
        this.settings = settings;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.messageTypes = messageTypes;
        this.outbox = outbox;
        this.json = json;
        this.meters = meters;
        this.horizon = horizon;
    }

    public ConcurrentMessageListenerContainer<byte[], byte[]> container(Subscription subscription) {
        var properties = new ContainerProperties(subscription.topics().toArray(String[]::new));
        properties.setGroupId(subscription.group());
        properties.setMessageListener(consumer(subscription));
        // An offset that is lost only means redelivery, and the inbox absorbs that: neither a round trip nor a request
        // for
        // every poll is worth it. It is committed after its effects all the same, at a stop and when partitions move
        // too.
        properties.setAckMode(ContainerProperties.AckMode.TIME);
        properties.setAckTime(settings.commitEvery().toMillis());
        properties.setSyncCommits(false);
        var consumers = new DefaultKafkaConsumerFactory<byte[], byte[]>(clientSettings());
        if (settings.catchesUp()) {
            consumers.addPostProcessor(new SecondPoll(settings.catchUp()));
        }
        var container = new ConcurrentMessageListenerContainer<>(consumers, properties);
        container.setBeanName(subscription.group());
        container.setConcurrency(settings.concurrency());
        container.setCommonErrorHandler(waitAndTakeAgain());
        return container;
    }

    private BatchConsumer consumer(Subscription subscription) {
        return new BatchConsumer(
                subscription,
                new RecordDecoder(messageTypes, json, subscription.raw(), horizon),
                new TransactionTemplate(transactions),
                jdbc,
                // who takes records raw keeps them himself, and they are nobody's timeline
                new Inbox(jdbc, settings.keepBodies() && !subscription.raw()),
                outbox,
                json,
                new ConsumerMetrics(meters, subscription.group()));
    }

    /** The container pauses, keeps its place in the group and hands the same poll in again, for as long as it takes. */
    private DefaultErrorHandler waitAndTakeAgain() {
        var waits = new ExponentialBackOff(settings.firstRetry().toMillis(), 2);
        waits.setMaxInterval(settings.lastRetry().toMillis());
        waits.setMaxElapsedTime(Long.MAX_VALUE);
        var handler = new DefaultErrorHandler(waits);
        // Nothing that gets here is given up on: what no retry would cure went to the dead letters before.
        handler.setClassifications(Map.of(), true);
        return handler;
    }

    private Map<String, Object> clientSettings() {
        Map<String, Object> client = new HashMap<>(kafka);
        client.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        client.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        client.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.mostOfAPoll());
        client.put(
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                Math.toIntExact(settings.sessionTimeout().toMillis()));
        client.put(
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                Math.toIntExact(settings.sessionTimeout().toMillis() / 3));
        return client;
    }
}
