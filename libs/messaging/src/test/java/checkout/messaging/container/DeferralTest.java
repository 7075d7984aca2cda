package checkout.messaging.container;

import static checkout.messaging.container.ConsumerHarness.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.messaging.Subscription;
import checkout.messaging.TestService;
import checkout.testinfra.TestProducer;
import checkout.testinfra.TestServers;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.core.JdbcTemplate;

/** If this fails, a record that cannot be deferred blocks its partition, or a message is handled with outdated data. */
class DeferralTest {
    private final TestService service = new TestService();
    private final TestProducer producer = new TestProducer(TestServers.kafka());
    private final List<String> prepared = new CopyOnWriteArrayList<>();
    private ConsumerHarness harness;

    @BeforeEach
    void create() {
        harness = new ConsumerHarness(service, producer, 1);
    }

    @AfterEach
    void stop() {
        harness.close();
        producer.close();
    }

    @Test
    void aRecordThatCannotBeDeferredGoesToTheDeadLetters() {
        new JdbcTemplate(service.database.owner())
                .execute("alter table inventory.deferred_message add check (message_key <> 'unstorable')");
        harness.send("unstorable", "locked");
        harness.send("storable", "locked");
        harness.send("free", "fine");
        harness.start(messages -> {
            if (messages.stream().anyMatch(message -> word(message).equals("locked"))) {
                throw new CannotAcquireLockException("locked", new SQLException("lock timeout", "55P03"));
            }
            return harness.listen(messages);
        });
        harness.send("free", "last");

        await().until(() -> harness.words.contains("last") || keys().contains("free"));
        await().until(() -> harness.deadLetters().size() == 1);
        assertThat(keys()).contains("storable").doesNotContain("unstorable");
    }

    /** The message that another instance has deferred is handled between the round trips of the next one. */
    @Test
    void readsAgainWhatADeferredMessageMayHaveChanged() {
        service.jdbc.update("""
                insert into deferred_message (id, subscription, message_key, topic, partition, kafka_offset, headers, payload)
                values (gen_random_uuid(), 'other', 'k', 't', 0, 0, '{}', '{}')
                """);
        AtomicInteger readings = new AtomicInteger();
        harness.start(
                new Subscription(harness.group, List.of(harness.topic), (messages, reading) -> {
                    int number = readings.incrementAndGet();
                    return decided -> {
                        harness.words.add("reading " + number);
                        return harness.listen(decided);
                    };
                }),
                Map.of());
        harness.send("k", "w");

        await().until(() -> harness.words.contains("w"));
        assertThat(harness.words).containsExactly("reading 2", "w");
    }

    /** To prepare a message may lock rows, and wait for one that others have locked. */
    @Test
    void preparesNothingThatMustWait() {
        harness.start(
                new Subscription(harness.group, List.of(harness.topic), (messages, reading) -> {
                    messages.forEach(message -> prepared.add(message.key()));
                    return harness::listen;
                }),
                Map.of());
        service.jdbc.update("""
                insert into deferred_message (id, subscription, message_key, topic, partition, kafka_offset, headers, payload)
                values (gen_random_uuid(), ?, 'waits', 't', 0, 0, '{}', '{}')
                """, harness.group);
        harness.send("k", "first");
        await().until(() -> harness.words.contains("first"));

        harness.send("waits", "later");
        harness.send("k", "second");
        await().until(() -> harness.words.contains("second"));
        assertThat(keys()).containsExactly("waits", "waits");
        assertThat(prepared).doesNotContain("waits");
    }

    /** However many wait for one row, the table has a limit. */
    @Test
    void whatFindsNoRoomStaysInKafka() {
        service.jdbc.update("""
                insert into deferred_message (id, subscription, message_key, topic, partition, kafka_offset, headers, payload, waits_for)
                select gen_random_uuid(), ?, 'waits' || n, 't', 0, 0, '{}', '{}', 'TEA-001' from generate_series(1, 100000) as n
                """, harness.group);
        harness.start(messages -> harness.listen(messages));
        harness.send("waits1", "later");

        await().untilAsserted(() -> assertThat(harness.statusProblems())
                .anySatisfy(problem -> assertThat(problem.sentence()).contains("stay in Kafka")));
        assertThat(keys()).hasSize(100_000);

        service.jdbc.update("delete from deferred_message");
        // deferred, if the delete came after it had found that it must wait, and before it looked for room
        await().until(() -> harness.words.contains("later") || List.of("waits1").equals(keys()));
    }

    private List<String> keys() {
        return service.jdbc.queryForList("select message_key from deferred_message", String.class);
    }
}
