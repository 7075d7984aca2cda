package checkout.messaging.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.messaging.BatchHandler;
import checkout.messaging.Effects;
import checkout.messaging.MessageIds;
import checkout.messaging.ReceivedMessage;
import checkout.messaging.Subscription;
import checkout.messaging.TestService;
import checkout.messaging.TestService.Said;
import checkout.messaging.fault.HaltSettings;
import checkout.messaging.position.ConsumerPositions;
import checkout.messaging.position.TopicIds;
import checkout.messaging.status.OperatorDecisions;
import checkout.testinfra.TestProducer;
import checkout.testinfra.TestServers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** Red here: a message has its effect twice or never, or a poison record stops the others. */
class BatchConsumerTest {
    private static TestService service;
    private static TestProducer producer;

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final List<String> words = new CopyOnWriteArrayList<>();
    private final String run = UUID.randomUUID().toString();
    private final String topic = "test-" + run;
    private SupervisedConsumer consumer;

    @BeforeAll
    static void open() {
        service = new TestService();
        producer = new TestProducer(TestServers.kafka());
    }

    @AfterAll
    static void close() {
        producer.close();
    }

    @BeforeEach
    void createTopic() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestServers.kafka()))) {
            admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
        }
    }

    @AfterEach
    void stop() {
        consumer.stop();
    }

    @Test
    void handlesAMessageOnceHoweverOftenItComes() {
        consume(this::listen);
        UUID id = MessageIds.next();
        sendWord(id, "k", "once");
        sendWord(id, "k", "once");
        sendWord(MessageIds.next(), "k", "end");
        await().until(() -> words.contains("end"));
        assertThat(words).containsExactly("once", "end");
        assertThat(counted("duplicate")).isEqualTo(1);
    }

    @Test
    void keepsTheOrderOfAKeyWithinAPoll() {
        for (int i = 0; i < 50; i++) {
            sendWord(MessageIds.next(), "same", "w" + i);
        }
        consume(this::listen);
        await().until(() -> words.size() == 50);
        assertThat(words).isSortedAccordingTo(Comparator.comparingInt(w -> Integer.parseInt(w.substring(1))));
    }

    @Test
    void deadLettersOnePoisonRecordAndHandlesTheOthers() {
        for (int i = 0; i < 400; i++) {
            send(MessageIds.next(), "k" + i, i == 200 ? "{\"word\":" : word("w" + i));
        }
        consume(this::listen);
        await().until(() -> words.size() == 399);
        await().until(() -> deadLetters().size() == 1);
        assertThat(deadLetters().getFirst())
                .contains("\"dlt-reason\":\"the body is no test.Said.v1\"")
                .contains("dlt-stack");
        assertThat(counted("dead")).isEqualTo(1);
    }

    @Test
    void deadLettersOnlyTheMessageThatItsHandlerFailsOn() {
        consume(messages -> {
            messages.forEach(message -> {
                if (((Said) message.body()).word().endsWith("bad")) {
                    throw new IllegalStateException("I fail on " + message.body());
                }
            });
            return listen(messages);
        });
        sendWord(MessageIds.next(), "a", "good");
        sendWord(MessageIds.next(), "b", "bad");
        sendWord(MessageIds.next(), "c", "fine");
        await().until(() -> words.size() == 2 && deadLetters().size() == 1);
        assertThat(words).containsExactlyInAnyOrder("good", "fine");
        assertThat(deadLetters().getFirst()).contains("I fail on");
    }

    @Test
    void retriesATransientFaultAndSkipsNothing() {
        AtomicInteger failures = new AtomicInteger();
        consume(messages -> {
            if (failures.incrementAndGet() <= 3) {
                throw new TransientDataAccessResourceException("the database is away");
            }
            return listen(messages);
        });
        sendWord(MessageIds.next(), "a", "patient");
        await().until(() -> words.contains("patient"));
        assertThat(failures).hasValueGreaterThanOrEqualTo(4);
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void retriesWhenAnotherConsumerInsertedARowFirst() {
        AtomicInteger polls = new AtomicInteger();
        consume(messages -> {
            if (polls.incrementAndGet() == 1) {
                throw new DuplicateKeyException("the row was not there when it was looked for");
            }
            return listen(messages);
        });
        sendWord(MessageIds.next(), "a", "overtaken");
        await().until(() -> words.contains("overtaken"));
        assertThat(polls).hasValue(2);
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void deadLettersWhatAlwaysCollides() {
        consume(messages -> {
            throw new DuplicateKeyException("the row is always there");
        });
        sendWord(MessageIds.next(), "a", "never");
        await().until(() -> deadLetters().size() == 1);
        assertThat(deadLetters().getFirst()).contains("always there");
    }

    @Test
    void deadLettersWhatIsOlderThanTheInboxRemembers() {
        consume(this::listen);
        UUID lastYear = UUID.fromString("018c0000-0000-7000-8000-" + run.substring(24));
        sendWord(lastYear, "old", "forgotten");
        sendWord(MessageIds.next(), "new", "fresh");
        await().until(() -> words.contains("fresh") && deadLetters().size() == 1);
        assertThat(words).doesNotContain("forgotten");
        assertThat(deadLetters().getFirst()).contains("older than");
    }

    @Test
    void sendsWhatTheHandlerReturnsInTheSameTransaction() {
        consume(messages -> {
            listen(messages);
            Effects effects = new Effects();
            messages.forEach(message -> effects.reply(message, new Said("answer to " + run)));
            return effects;
        });
        sendWord(MessageIds.next(), "k", "question");
        await().until(() -> service.jdbc.queryForObject(
                        "select count(*) from outbox where payload like ?", Integer.class, "%answer to " + run + "%")
                == 1);
    }

    private Effects listen(List<ReceivedMessage> messages) {
        messages.forEach(message -> words.add(((Said) message.body()).word()));
        return new Effects();
    }

    private void consume(BatchHandler.Decider decider) {
        Map<String, Object> kafka = new HashMap<>(Map.of("bootstrap.servers", TestServers.kafka()));
        var settings = new ConsumerSettings(
                1,
                500,
                Duration.ofMillis(1),
                Duration.ofMillis(50),
                Duration.ofSeconds(10),
                Duration.ofMillis(20),
                Duration.ofMillis(100),
                Duration.ofSeconds(15),
                false);
        consumer = new ListenerContainerFactory(
                        kafka,
                        settings,
                        service.jdbc,
                        new DataSourceTransactionManager(service.jdbc.getDataSource()),
                        service.messageTypes,
                        service.outbox,
                        service.json,
                        meters,
                        Duration.ofDays(3),
                        new ConsumerPositions(service.jdbc),
                        new TopicIds(Map.of("bootstrap.servers", TestServers.kafka())),
                        new HaltSettings(5, Duration.ofHours(1), Duration.ofHours(1)),
                        new OperatorDecisions(service.jdbc, Duration.ofHours(1)))
                .consumer(new Subscription("test-" + run, List.of(topic), (messages, reading) -> decider));
        consumer.supervise();
    }

    private void sendWord(UUID id, String key, String word) {
        send(id, key, word(word));
    }

    private static String word(String word) {
        return "{\"word\":\"%s\"}".formatted(word);
    }

    private void send(UUID id, String key, String body) {
        producer.send(topic, key, body, Map.of("ce_id", id.toString(), "ce_type", "test.Said.v1"));
    }

    private List<String> deadLetters() {
        return service.jdbc.queryForList("select headers from outbox where topic = ?", String.class, topic + ".dlt");
    }

    private double counted(String outcome) {
        return meters.counter("checkout.messages", "group", "test-" + run, "outcome", outcome)
                .count();
    }
}
