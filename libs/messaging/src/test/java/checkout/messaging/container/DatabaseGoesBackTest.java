package checkout.messaging.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.messaging.Effects;
import checkout.messaging.MessageIds;
import checkout.messaging.ReceivedMessage;
import checkout.messaging.TestService;
import checkout.testinfra.TestProducer;
import checkout.testinfra.TestServers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Red here: effects that a failover or a restored backup took back are lost, because the consumer reads on behind them. */
class DatabaseGoesBackTest {
    private static TestService service;
    private static TestProducer producer;
    private static JdbcTemplate superuser;

    private final List<UUID> sent = new ArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private ConsumerHarness harness;
    private TopicPartition partition;

    @BeforeAll
    static void open() {
        service = new TestService();
        producer = new TestProducer(TestServers.kafka());
        superuser = new JdbcTemplate(service.database.superuser());
    }

    @AfterAll
    static void close() {
        producer.close();
    }

    @BeforeEach
    void create() {
        harness = new ConsumerHarness(service, producer, 1);
        partition = new TopicPartition(harness.topic, 0);
    }

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void aConsumerWithoutNewRecordsReadsAgainWhatTheDatabaseForgot() {
        harness.start(harness::listen);
        handle(0, 5);
        goBackTo(2);
        await().untilAsserted(() ->
                assertThat(harness.words).containsExactly("w0", "w1", "w2", "w3", "w4", "w2", "w3", "w4"));
        awaitStored(5L);
    }

    @Test
    void aConsumerThatGetsNewRecordsReadsAgainWhatTheDatabaseForgot() {
        harness.start(harness::listen);
        handle(0, 5);
        goBackTo(2);
        send(5);
        await().untilAsserted(() -> assertThat(harness.words.stream().skip(5)).contains("w2", "w3", "w4", "w5"));
        awaitStored(6L);
    }

    @Test
    void aDatabaseFromBeforeTheFirstPositionIsFollowedToo() {
        harness.start(harness::listen);
        handle(0, 3);
        superuser.update("delete from inventory.consumer_position where consumer_group = ?", harness.group);
        forget(0);
        await().untilAsserted(() -> assertThat(harness.words).containsExactly("w0", "w1", "w2", "w0", "w1", "w2"));
        awaitStored(3L);
    }

    /** A failover breaks the connections. What the restored database forgot comes before what is new, also of one key. */
    @Test
    void afterAFaultOfTheDatabaseNothingNewIsHandledBeforeWhatItForgot() {
        AtomicBoolean away = new AtomicBoolean();
        harness.start(messages -> listenUnless(away, messages));
        handle(0, 5);
        away.set(true);
        send(5);
        await().until(() -> !harness.statusProblems().isEmpty());
        goBackTo(2);
        awaitAFailure();
        away.set(false);
        await().untilAsserted(() ->
                assertThat(harness.words).containsExactly("w0", "w1", "w2", "w3", "w4", "w2", "w3", "w4", "w5"));
    }

    /** The container keeps the poll that it retries while its partition goes to another instance and comes back. */
    @Test
    void aPollThatIsRetriedAcrossARebalanceIsReadAgainToo() {
        AtomicBoolean away = new AtomicBoolean();
        harness.start(messages -> listenUnless(away, messages));
        handle(0, 5);
        away.set(true);
        send(5);
        await().until(() -> !harness.statusProblems().isEmpty());
        ConsumerLifecycle second = harness.start(messages -> listenUnless(away, messages));
        await().until(() -> ConsumerHarness.report(second).note() != null
                || !ConsumerHarness.report(second).partitions().isEmpty());
        second.stop();
        goBackTo(2);
        awaitAFailure();
        away.set(false);
        await().untilAsserted(() ->
                assertThat(harness.words).containsExactly("w0", "w1", "w2", "w3", "w4", "w2", "w3", "w4", "w5"));
    }

    @Test
    void whatKafkaHasCommittedIsNoPosition() throws Exception {
        send(0);
        send(1);
        harness.admin
                .alterConsumerGroupOffsets(harness.group, Map.of(partition, new OffsetAndMetadata(1)))
                .all()
                .get();
        harness.start(harness::listen);
        await().untilAsserted(() -> assertThat(harness.words).containsExactly("w0", "w1"));
    }

    private Effects listenUnless(AtomicBoolean away, List<ReceivedMessage> messages) {
        if (away.get()) {
            failures.incrementAndGet();
            throw new TransientDataAccessResourceException("the database is away");
        }
        return harness.listen(messages);
    }

    /** So that the transaction fails which was open when the database went back. */
    private void awaitAFailure() {
        int before = failures.get();
        await().until(() -> failures.get() > before);
    }

    private void handle(int first, int count) {
        for (int i = first; i < first + count; i++) {
            send(i);
        }
        awaitStored((long) first + count);
    }

    private void send(int number) {
        UUID id = MessageIds.next();
        sent.add(id);
        harness.send(id, "k", "{\"word\":\"w%d\"}".formatted(number));
    }

    private void awaitStored(Long next) {
        await().untilAsserted(() -> assertThat(service.jdbc.queryForList(
                        "select next_offset from consumer_position where consumer_group = ?",
                        Long.class,
                        harness.group))
                .containsExactly(next));
    }

    /** As a backup from then would be: what was received since is not in it, and the position is from then. */
    private void goBackTo(int next) {
        new TransactionTemplate(new DataSourceTransactionManager(superuser.getDataSource()))
                .executeWithoutResult(status -> {
                    superuser.update(
                            "update inventory.consumer_position set next_offset = ? where consumer_group = ?",
                            next,
                            harness.group);
                    forget(next);
                });
    }

    private void forget(int from) {
        for (UUID id : sent.subList(from, Math.max(from, sent.size()))) {
            superuser.update("delete from inventory.inbox where id = ?", id);
        }
    }
}
