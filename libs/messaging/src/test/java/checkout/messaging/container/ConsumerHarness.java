package checkout.messaging.container;

import checkout.messaging.BatchHandler;
import checkout.messaging.Effects;
import checkout.messaging.MessageIds;
import checkout.messaging.ReceivedMessage;
import checkout.messaging.Subscription;
import checkout.messaging.TestService;
import checkout.messaging.TestService.Said;
import checkout.messaging.deferred.DeferredMessageRetry;
import checkout.messaging.fault.HaltSettings;
import checkout.messaging.health.ConsumersReport;
import checkout.messaging.position.ConsumerPositions;
import checkout.messaging.position.RecreatedTopics;
import checkout.messaging.position.TopicIds;
import checkout.messaging.retention.RetentionSettings;
import checkout.messaging.retention.TopicRetentionCheck;
import checkout.messaging.status.ConsumerStatus;
import checkout.messaging.status.OperatorDecisions;
import checkout.testinfra.TestProducer;
import checkout.testinfra.TestServers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** Consumers of a topic of their own, on a real database and a real broker. */
final class ConsumerHarness implements AutoCloseable {
    final TestService service;
    final String run = UUID.randomUUID().toString();
    final String topic = "test-" + run;
    final String group = "test-" + run;
    final List<String> words = new CopyOnWriteArrayList<>();
    final MeterRegistry meters = new SimpleMeterRegistry();
    final OperatorDecisions decisions;
    final Admin admin = Admin.create(Map.of("bootstrap.servers", TestServers.kafka()));
    private final TestProducer producer;
    private final List<ConsumerLifecycle> instances = new ArrayList<>();

    ConsumerHarness(TestService service, TestProducer producer, int partitions) {
        this.service = service;
        this.producer = producer;
        this.decisions = new OperatorDecisions(service.jdbc, Duration.ofHours(1));
        try {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    static ConsumerSettings settings() {
        return new ConsumerSettings(
                1,
                500,
                Duration.ofMillis(1),
                Duration.ofMillis(50),
                Duration.ofSeconds(6),
                Duration.ofMillis(20),
                Duration.ofMillis(100),
                Duration.ofSeconds(15),
                false);
    }

    /** Starts an instance of the service. */
    ConsumerLifecycle start(BatchHandler.Decider decider) {
        return start(new Subscription(group, List.of(topic), (messages, reading) -> decider), Map.of());
    }

    ConsumerLifecycle start(Subscription subscription, Map<String, Object> clientSettings) {
        Map<String, Object> kafka = new HashMap<>(Map.of("bootstrap.servers", TestServers.kafka()));
        kafka.putAll(clientSettings);
        ConsumerPositions positions = new ConsumerPositions(service.jdbc);
        TopicIds topicIds = new TopicIds(kafka);
        SupervisedConsumer consumer = containers(kafka, positions, topicIds).consumer(subscription);
        var retention = new RetentionSettings(
                Duration.ofDays(3),
                Duration.ofDays(2),
                Duration.ofHours(6),
                Duration.ofHours(6),
                Duration.ofHours(6),
                4,
                Duration.ofMinutes(1));
        ConsumerLifecycle instance = new ConsumerLifecycle(
                List.of(consumer),
                positions,
                new RecreatedTopics(topicIds, positions),
                50,
                new TopicRetentionCheck(kafka, List.of(topic), retention));
        instances.add(instance);
        instance.start();
        return instance;
    }

    private ListenerContainerFactory containers(
            Map<String, Object> kafka, ConsumerPositions positions, TopicIds topicIds) {
        return new ListenerContainerFactory(
                kafka,
                settings(),
                service.jdbc,
                new DataSourceTransactionManager(service.jdbc.getDataSource()),
                service.messageTypes,
                service.outbox,
                service.json,
                meters,
                Duration.ofDays(3),
                positions,
                topicIds,
                new HaltSettings(5, Duration.ofHours(1), Duration.ofHours(1)),
                decisions);
    }

    /** Retries deferred messages as another instance of the service would. */
    DeferredMessageRetry deferredMessageRetry(Subscription subscription) {
        return containers(Map.of(), new ConsumerPositions(service.jdbc), new TopicIds(Map.of()))
                .deferredMessageRetry(subscription);
    }

    static ConsumersReport.Entry report(ConsumerLifecycle instance) {
        return new ConsumersReport(instance.consumers(), settings(), Clock.systemUTC())
                .entries()
                .getFirst();
    }

    /** What does not work at the moment in any instance. */
    List<ConsumerStatus.Problem> statusProblems() {
        return instances.stream()
                .flatMap(instance -> instance.consumers().stream())
                .flatMap(consumer -> consumer.status().problems().stream())
                .toList();
    }

    Effects listen(List<ReceivedMessage> messages) {
        messages.forEach(message -> words.add(word(message)));
        return new Effects();
    }

    static String word(ReceivedMessage message) {
        return ((Said) message.body()).word();
    }

    void send(String key, String word) {
        send(MessageIds.next(), key, "{\"word\":\"%s\"}".formatted(word));
    }

    void send(UUID id, String key, String body) {
        producer.send(topic, key, body, Map.of("ce_id", id.toString(), "ce_type", "test.Said.v1"));
    }

    List<String> deadLetters() {
        return service.jdbc.queryForList("select headers from outbox where topic = ?", String.class, topic + ".dlt");
    }

    double counted(String outcome) {
        return meters.counter("checkout.messages", "group", group, "outcome", outcome)
                .count();
    }

    double halted() {
        return meters.get("checkout.consumer.halted")
                .tag("group", group)
                .gauge()
                .value();
    }

    @Override
    public void close() {
        instances.stream().filter(ConsumerLifecycle::isRunning).forEach(ConsumerLifecycle::stop);
        admin.close();
    }
}
