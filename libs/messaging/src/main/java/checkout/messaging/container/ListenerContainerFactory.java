package checkout.messaging.container;

import checkout.messaging.MessageTypeRegistry;
import checkout.messaging.Subscription;
import checkout.messaging.consumer.BatchConsumer;
import checkout.messaging.deferred.DeferredMessageRetry;
import checkout.messaging.fault.FaultCircuit;
import checkout.messaging.fault.HaltSettings;
import checkout.messaging.outbox.Outbox;
import checkout.messaging.position.ConsumerPositions;
import checkout.messaging.position.GuardedConsumers;
import checkout.messaging.position.TopicIds;
import checkout.messaging.status.ConsumerStatus;
import checkout.messaging.status.OperatorDecisions;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

/** Creates the consumers of a subscription. */
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
    private final ConsumerPositions positions;
    private final TopicIds topicIds;
    private final HaltSettings halt;
    private final OperatorDecisions decisions;
    private final Map<Subscription, ConsumerStatus> statuses = new ConcurrentHashMap<>();

    public ListenerContainerFactory(
            Map<String, Object> kafka,
            ConsumerSettings settings,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            MessageTypeRegistry messageTypes,
            Outbox outbox,
            JsonMapper json,
            MeterRegistry meters,
            Duration horizon,
            ConsumerPositions positions,
            TopicIds topicIds,
            HaltSettings halt,
            OperatorDecisions decisions) {
        this.kafka = kafka;
        this.settings = settings;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.messageTypes = messageTypes;
        this.outbox = outbox;
        this.json = json;
        this.meters = meters;
        this.horizon = horizon;
        this.positions = positions;
        this.topicIds = topicIds;
        this.halt = halt;
        this.decisions = decisions;
    }

    public SupervisedConsumer consumer(Subscription subscription) {
        ConsumerStatus status = status(subscription);
        return new SupervisedConsumer(
                container(subscription, status), status, settings.firstRetry(), settings.lastRetry());
    }

    /** One for the consumer of a subscription and the retry of its deferred messages: each is part of the same report. */
    private ConsumerStatus status(Subscription subscription) {
        return statuses.computeIfAbsent(subscription, created -> {
            Clock clock = Clock.systemUTC();
            String group = created.group();
            return new ConsumerStatus(
                    group,
                    circuit("consumer of " + group, group, clock),
                    circuit("retry of the deferred messages of " + group, group, clock),
                    clock);
        });
    }

    private FaultCircuit circuit(String name, String group, Clock clock) {
        return new FaultCircuit(name, halt, cause -> decisions.isResumed(group, cause), clock);
    }

    private ConcurrentMessageListenerContainer<byte[], byte[]> container(
            Subscription subscription, ConsumerStatus status) {
        var properties = new ContainerProperties(subscription.topics().toArray(String[]::new));
        properties.setGroupId(subscription.group());
        properties.setMessageListener(consumer(subscription, status));
        // a lost offset only means redelivery, which the inbox absorbs, so a commit for every poll is not worth its
        // cost;
        // an offset is still committed after the effects only, also on shutdown and on rebalance
        // a commit, unlike a poll, is not guarded
        properties.setAuthExceptionRetryInterval(settings.lastRetry());
        properties.setAckMode(ContainerProperties.AckMode.TIME);
        properties.setAckTime(settings.commitEvery().toMillis());
        properties.setSyncCommits(false);
        var consumers = new DefaultKafkaConsumerFactory<byte[], byte[]>(clientSettings());
        if (settings.catchesUp()) {
            consumers.addPostProcessor(new SecondPoll(settings.catchUp()));
        }
        // after the second poll, so that a failure of that does not lose the records of the first
        consumers.addPostProcessor(
                new GuardedConsumers(positions, topicIds, status, settings.firstRetry(), settings.lastRetry()));
        var container = new ConcurrentMessageListenerContainer<>(consumers, properties);
        container.setBeanName(subscription.group());
        container.setConcurrency(settings.concurrency());
        container.setCommonErrorHandler(retryForEver());
        return container;
    }

    private BatchConsumer consumer(Subscription subscription, ConsumerStatus status) {
        return BatchConsumer.of(
                subscription,
                messageTypes,
                json,
                horizon,
                new TransactionTemplate(transactions),
                jdbc,
                settings.keepBodies(),
                outbox,
                meters,
                positions,
                status);
    }

    /** Retries the messages that the consumer of this subscription defers; a raw subscription defers none. */
    public DeferredMessageRetry deferredMessageRetry(Subscription subscription) {
        return new DeferredMessageRetry(
                subscription,
                messageTypes,
                json,
                new TransactionTemplate(transactions),
                jdbc,
                outbox,
                status(subscription));
    }

    /** The container pauses, stays in the group and delivers the same poll again until it succeeds. */
    private DefaultErrorHandler retryForEver() {
        var backOff = new ExponentialBackOff(settings.firstRetry().toMillis(), 2);
        backOff.setMaxInterval(settings.lastRetry().toMillis());
        backOff.setMaxElapsedTime(Long.MAX_VALUE);
        var handler = new DefaultErrorHandler(backOff);
        // what gets here is a transient fault or a halt; the other records went to the dead letters
        handler.setClassifications(Map.of(), true);
        return handler;
    }

    private Map<String, Object> clientSettings() {
        Map<String, Object> client = new HashMap<>(kafka);
        client.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        client.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // the group's position is known, or an operator decides
        client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
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
