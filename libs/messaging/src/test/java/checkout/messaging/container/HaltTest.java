package checkout.messaging.container;

import static checkout.messaging.container.ConsumerHarness.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.messaging.Effects;
import checkout.messaging.MessageIds;
import checkout.messaging.Subscription;
import checkout.messaging.TestService;
import checkout.messaging.fault.FaultCircuit;
import checkout.messaging.fault.FaultKind;
import checkout.messaging.sql.Columns;
import checkout.testinfra.TestProducer;
import checkout.testinfra.TestServers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Red here: a fault that hits every record empties the topic into the dead letters, or a consumer stops for good. */
class HaltTest {
    private static TestService service;
    private static TestProducer producer;

    private final AtomicBoolean broken = new AtomicBoolean(true);
    private ConsumerHarness harness;

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
    void create() {
        harness = new ConsumerHarness(service, producer, 2);
    }

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void haltsBeforeItDeadLettersWhatEveryRecordFailsOnAndGoesOnWhenThatWorks() {
        for (int i = 0; i < 200; i++) {
            harness.send("k" + i, "w" + i);
        }
        ConsumerLifecycle instance = harness.start(messages -> {
            if (broken.get()) {
                throw new IllegalStateException("the price of " + word(messages.getFirst()) + " is missing");
            }
            return harness.listen(messages);
        });
        await().until(() -> harness.halted() == 1);
        assertThat(halt(instance).kind()).isEqualTo(FaultKind.RECORD);
        assertThat(ConsumerHarness.report(instance).problems()).anyMatch(problem -> problem.contains("halted since"));
        assertThat(harness.deadLetters()).as("none of the poll").isEmpty();

        broken.set(false);

        await().until(() -> harness.words.size() == 200);
        await().until(() -> harness.halted() == 0);
        assertThat(harness.deadLetters()).isEmpty();
        await().until(() -> ConsumerHarness.report(instance).works());
    }

    @Test
    void fewerRecordsThanThatRemainIfTheyComeOneByOne() {
        ConsumerLifecycle instance = harness.start(messages -> {
            throw new IllegalStateException("always");
        });
        for (int i = 1; i <= 4; i++) {
            int letters = i;
            harness.send("k" + i, "w" + i);
            await().until(() -> harness.deadLetters().size() == letters);
        }
        harness.send("k5", "w5");
        harness.send("k6", "w6");
        await().until(() -> harness.halted() == 1);
        assertThat(ConsumerHarness.report(instance).halt()).isNotNull();
        assertThat(harness.deadLetters()).hasSize(4);
    }

    /** A group whose offsets were reset reads its dead letters' records again. */
    @Test
    void recordsThatWereDeadLetteredBeforeDoNotCount() {
        ConsumerLifecycle instance = harness.start(
                new Subscription(harness.group, List.of(harness.topic), (messages, reading) -> {
                    // before it is known which messages are new
                    throw new IllegalStateException("bad");
                }),
                Map.of());
        List<UUID> bad = Stream.generate(MessageIds::next).limit(4).toList();
        bad.forEach(id -> harness.send(id, "k" + id, "{\"word\":\"bad\"}"));
        await().until(() -> harness.deadLetters().size() == 4);

        bad.forEach(id -> harness.send(id, "again" + id, "{\"word\":\"bad\"}"));

        await().until(() -> harness.counted("duplicate") == 4);
        assertThat(harness.deadLetters()).hasSize(4);
        assertThat(instance.consumers().getFirst().status().circuit().halted()).isEmpty();
    }

    @Test
    void anOperatorSendsTheRecordsOfACauseToTheDeadLetters() {
        for (int i = 0; i < 12; i++) {
            harness.send("k" + i, "w" + i);
        }
        ConsumerLifecycle instance = harness.start(messages -> {
            throw new IllegalStateException("always");
        });
        await().until(() -> harness.halted() == 1);

        harness.decisions.resume(harness.group, halt(instance).cause(), "ops", "a test's records");

        await().until(() -> harness.deadLetters().size() == 12);
        await().until(() -> harness.halted() == 0);
    }

    @Test
    void manyUnreadableRecordsInARowStopNothing() {
        for (int i = 0; i < 50; i++) {
            harness.send(UUID.randomUUID(), "k" + i, "<order/>");
        }
        harness.send("good", "good");
        ConsumerLifecycle instance = harness.start(harness::listen);
        await().until(() ->
                harness.words.contains("good") && harness.deadLetters().size() == 50);
        assertThat(instance.consumers().getFirst().status().circuit().halted()).isEmpty();
    }

    @Test
    void recordsThatFailInARowAreAtFaultIfOthersOfThePollSucceed() {
        for (int i = 0; i < 10; i++) {
            harness.send("k" + i, "bad");
        }
        for (int i = 0; i < 5; i++) {
            harness.send("good" + i, "good");
        }
        harness.start(messages -> {
            if (messages.stream().anyMatch(message -> word(message).equals("bad"))) {
                throw new IllegalArgumentException("bad");
            }
            return harness.listen(messages);
        });
        await().until(() -> harness.words.size() == 5 && harness.deadLetters().size() == 10);
        await().until(() -> harness.halted() == 0);
    }

    @Test
    void keepsTheOrderOfAKeyBehindARecordThatFails() {
        Set<String> handledBeforeLetter = ConcurrentHashMap.newKeySet();
        harness.send("same", "bad");
        harness.send("same", "after");
        harness.send("other", "fine");
        harness.start(messages -> {
            for (var message : messages) {
                if (word(message).equals("bad")) {
                    throw new IllegalArgumentException("bad");
                }
                if (word(message).equals("after") && harness.deadLetters().isEmpty()) {
                    handledBeforeLetter.add("after");
                }
            }
            return harness.listen(messages);
        });
        await().until(() -> harness.words.containsAll(List.of("after", "fine")));
        assertThat(harness.deadLetters()).hasSize(1);
        assertThat(handledBeforeLetter).isEmpty();
    }

    @Test
    void haltsAtOnceWhileATableIsMissingAndGoesOnWhenItIsThere() {
        JdbcTemplate owner = new JdbcTemplate(service.database.owner());
        String table = "heard_" + harness.run.substring(0, 8);
        ConsumerLifecycle instance = harness.start(messages -> {
            harness.listen(messages);
            return new Effects()
                    .write(
                            "insert into %s select * from unnest(?::text[])".formatted(table),
                            messages,
                            rows -> Columns.of(rows).text(ConsumerHarness::word));
        });
        harness.send("k", "kept");
        await().until(() -> harness.halted() == 1);
        assertThat(halt(instance).kind()).isEqualTo(FaultKind.INSTALLATION);
        assertThat(halt(instance).cause().fingerprint()).contains("42P01");

        owner.execute("create table inventory.%s (word text)".formatted(table));

        await().until(() -> harness.halted() == 0);
        assertThat(service.jdbc.queryForList("select word from " + table, String.class))
                .containsExactly("kept");
        assertThat(harness.deadLetters()).isEmpty();
    }

    @Test
    void retriesWhenAPlanNoLongerFitsItsTable() {
        JdbcTemplate owner = new JdbcTemplate(service.database.owner());
        String table = "plan_" + harness.run.substring(0, 8);
        owner.execute("create table inventory.%s (word text)".formatted(table));
        AtomicInteger prepared = new AtomicInteger();
        harness.start(
                new Subscription(harness.group, List.of(harness.topic), (messages, reading) -> {
                    // executed often enough for the driver to prepare it on the server
                    reading.query("select * from " + table, Columns.of(messages), rows -> rows.getMetaData());
                    prepared.incrementAndGet();
                    return harness::listen;
                }),
                Map.of());
        for (int i = 0; i < 8; i++) {
            int n = i + 1;
            harness.send("k", "before" + i);
            await().until(() -> harness.words.size() >= n);
        }
        owner.execute("alter table inventory.%s add column more text".formatted(table));
        harness.send("k", "after");
        await().until(() -> harness.words.contains("after"));
        assertThat(harness.deadLetters()).isEmpty();
    }

    @Test
    void aRecordThatOverflowsTheStackIsPoisonAndKillsNoConsumer() {
        harness.start(messages -> {
            if (messages.stream().anyMatch(message -> word(message).equals("deep"))) {
                deeper(0);
            }
            return harness.listen(messages);
        });
        harness.send("k1", "deep");
        harness.send("k2", "shallow");
        await().until(() ->
                harness.words.contains("shallow") && harness.deadLetters().size() == 1);
        assertThat(harness.deadLetters().getFirst()).contains("StackOverflowError");
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int deeper(int depth) {
        return deeper(depth + 1) + 1;
    }

    @Test
    void aClassThatIsMissingHaltsTheConsumerUntilItIsThere() {
        ConsumerLifecycle instance = harness.start(messages -> {
            if (broken.get()) {
                throw new NoClassDefFoundError("checkout/inventory/Gone");
            }
            return harness.listen(messages);
        });
        harness.send("k", "patient");
        await().until(() -> harness.halted() == 1);
        assertThat(halt(instance).kind()).isEqualTo(FaultKind.INSTALLATION);
        broken.set(false);
        await().until(() -> harness.words.contains("patient"));
        assertThat(harness.deadLetters()).isEmpty();
    }

    @Test
    void stopsWhileItIsHalted() {
        ConsumerLifecycle instance = harness.start(messages -> {
            throw new NoClassDefFoundError("checkout/inventory/Gone");
        });
        harness.send("k", "patient");
        await().until(() -> harness.halted() == 1);
        long began = System.nanoTime();
        instance.stop();
        assertThat(System.nanoTime() - began).as("nanoseconds to stop").isLessThan(20_000_000_000L);
        ConsumerLifecycle next = harness.start(harness::listen);
        await().until(() -> harness.words.contains("patient"));
        assertThat(next.isRunning()).isTrue();
    }

    private static FaultCircuit.Halt halt(ConsumerLifecycle instance) {
        return instance.consumers().getFirst().status().circuit().halted().orElseThrow();
    }
}
