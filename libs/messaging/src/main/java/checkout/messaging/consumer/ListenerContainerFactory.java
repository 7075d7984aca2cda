package checkout.messaging.consumer;

import checkout.messaging.MessageTypeRegistry;
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

/** Creates the listener container of a subscription. */
public final class ListenerContainerFactory {
    private final Map<String, Object> kafka;
    private final ConsumerSettings settings;
    private final JdbcTemplate jdbc;
    private final PlatformTransactionManager transactions;
    private final MessageTypeRegistry messageTypes;
    private final Outbox outbox;
    private final JsonMapper json;
    private final MeterRegistry meters;
    private final Duration horizon;

    public ListenerContainerFactory(
            Map<String, Object> kafka,
            ConsumerSettings settings,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            MessageTypeRegistry messageTypes,
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
        // a lost offset only means redelivery, which the inbox absorbs, so a commit for every poll is not worth its
        // cost;
        // an offset is still committed after the effects only, also on shutdown and on rebalance
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
        container.setCommonErrorHandler(retryForEver());
        return container;
    }

    private BatchConsumer consumer(Subscription subscription) {
        return new BatchConsumer(
                new RecordDecoder(messageTypes, json, subscription.raw(), horizon),
                new PollTransaction(
                        subscription,
                        new TransactionTemplate(transactions),
                        jdbc,
                        // a raw handler stores the records itself, and they are not part of a saga's journal
                        new Inbox(jdbc, settings.keepBodies() && !subscription.raw()),
                        subscription.raw() ? null : new DeferredMessages(jdbc, subscription, json),
                        outbox,
                        json,
                        new ConsumerMetrics(meters, subscription.group())));
    }

    /** Retries the messages that the consumer of this subscription defers; a raw subscription defers none. */
    public DeferredMessageRetry deferredMessageRetry(Subscription subscription) {
        return new DeferredMessageRetry(
                subscription,
                new DeferredMessages(jdbc, subscription, json),
                new RecordDecoder(messageTypes, json, false, horizon),
                outbox,
                jdbc,
                new TransactionTemplate(transactions),
                json,
                meters);
    }

    /** The container pauses, stays in the group and delivers the same poll again until it succeeds. */
    private DefaultErrorHandler retryForEver() {
        var backOff = new ExponentialBackOff(settings.firstRetry().toMillis(), 2);
        backOff.setMaxInterval(settings.lastRetry().toMillis());
        backOff.setMaxElapsedTime(Long.MAX_VALUE);
        var handler = new DefaultErrorHandler(backOff);
        // only transient faults get here, the others went to the dead letters: every fault is retried
        handler.setClassifications(Map.of(), true);
        return handler;
    }

    private Map<String, Object> clientSettings() {
        Map<String, Object> client = new HashMap<>(kafka);
        client.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        client.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        client.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.maxClientPoll());
        client.put(
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                Math.toIntExact(settings.sessionTimeout().toMillis()));
        client.put(
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                Math.toIntExact(settings.sessionTimeout().toMillis() / 3));
        return client;
    }
}
