package checkout.messaging.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.messaging.Subscription;
import checkout.messaging.TestService;
import checkout.testinfra.TestProducer;
import checkout.testinfra.TestServers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.TransientDataAccessResourceException;

/** Red here: a group skips records silently, reads handled ones again from the beginning, or ends and stays so. */
class PositionTest {
    private static TestService service;
    private static TestProducer producer;

    private ConsumerHarness harness;
    private TopicPartition partition;

    @BeforeAll
    static void open() {
        service = new TestService();
        producer = new TestProducer(TestServers.kafka());
    }

    @AfterAll
    static void close() {
        producer.close();
    }

    @AfterEach
    void stop() {
        harness.close();
    }

    private void create(int partitions) {
        harness = new ConsumerHarness(service, producer, partitions);
        partition = new TopicPartition(harness.topic, 0);
    }

    private ConsumerLifecycle handled(int count) {
        int before = harness.words.size();
        ConsumerLifecycle instance = harness.start(harness::listen);
        for (int i = 0; i < count; i++) {
            harness.send("k", "w" + (before + i));
        }
        await().until(() -> harness.words.size() == before + count);
        return instance;
    }

    private void commit(long offset) throws Exception {
        harness.admin
                .alterConsumerGroupOffsets(harness.group, Map.of(partition, new OffsetAndMetadata(offset)))
                .all()
                .get();
    }

    @Test
    void someoneWhoResetsTheOffsetsToTheBeginningHasNoEffect() throws Exception {
        create(1);
        handled(5).stop();
        commit(0);
        handled(1);
        assertThat(harness.words).hasSize(6);
        assertThat(harness.counted("duplicate")).as("records read again").isZero();
    }

    @Test
    void theOffsetsInKafkaAreCorrectedWithoutANewRecord() throws Exception {
        create(1);
        handled(5).stop();
        commit(2);
        harness.start(harness::listen);
        await().untilAsserted(() -> assertThat(committed()).isEqualTo(5));
    }

    private long committed() throws Exception {
        return harness.admin
                .listConsumerGroupOffsets(harness.group)
                .partitionsToOffsetAndMetadata()
                .get()
                .get(partition)
                .offset();
    }

    @Test
    void someoneWhoMovesTheOffsetsToTheEndMakesNoRecordSkipped() throws Exception {
        create(1);
        handled(2).stop();
        harness.send("k", "unseen");
        commit(3);
        harness.start(harness::listen);
        await().until(() -> harness.words.contains("unseen"));
    }

    @Test
    void aGroupWhoseOffsetsAreLostContinuesWhereItWas() throws Exception {
        create(1);
        handled(3).stop();
        harness.admin.deleteConsumerGroups(List.of(harness.group)).all().get();
        handled(1);
        assertThat(harness.words).hasSize(4);
        assertThat(harness.counted("duplicate")).isZero();
    }

    @Test
    void recordsThatKafkaDeletedUnreadStopOnlyTheirPartitionUntilAnOperatorDecides() throws Exception {
        create(1);
        handled(2).stop();
        for (int i = 0; i < 4; i++) {
            harness.send("k", "later" + i);
        }
        harness.admin
                .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(4)))
                .all()
                .get();
        ConsumerLifecycle instance = harness.start(harness::listen);
        await().until(() -> ConsumerHarness.report(instance).gaps().containsKey(partition.toString()));
        assertThat(ConsumerHarness.report(instance).works()).isFalse();
        assertThat(harness.words).hasSize(2);

        harness.decisions.resumeAtOldest(harness.group, partition, "ops", "restored by hand");

        await().until(() -> harness.words.contains("later3"));
        assertThat(harness.words).hasSize(4).contains("later2").doesNotContain("later0", "later1");
        await().until(() -> ConsumerHarness.report(instance).works());
    }

    @Test
    void aSecondInstanceWithoutAPartitionWorksAndSaysSo() {
        create(1);
        ConsumerLifecycle first = harness.start(harness::listen);
        await().until(() -> ConsumerHarness.report(first).works());
        ConsumerLifecycle second = harness.start(harness::listen);
        await().until(() ->
                Stream.of(first, second).filter(each -> isIdle(each)).count() == 1
                        && ConsumerHarness.report(first).partitions().size()
                                        + ConsumerHarness.report(second)
                                                .partitions()
                                                .size()
                                == 1);
        assertThat(ConsumerHarness.report(first).works()).isTrue();
        assertThat(ConsumerHarness.report(second).works()).isTrue();
        await().until(() -> ConsumerHarness.report(second).secondsSincePoll() != null
                && ConsumerHarness.report(second).secondsSinceHeartbeat() != null);
    }

    private static boolean isIdle(ConsumerLifecycle instance) {
        String note = ConsumerHarness.report(instance).note();
        return note != null && note.contains("as many members");
    }

    @Test
    void partitionsThatComeDuringARetryLoseNoRecord() {
        create(4);
        AtomicBoolean away = new AtomicBoolean(true);
        ConsumerLifecycle first = harness.start(messages -> {
            if (away.get()) {
                throw new TransientDataAccessResourceException("the database is away");
            }
            return harness.listen(messages);
        });
        for (int i = 0; i < 20; i++) {
            harness.send("k" + i, "w" + i);
        }
        await().until(() -> !first.consumers().getFirst().status().problems().isEmpty());
        ConsumerLifecycle second = harness.start(messages -> {
            throw new TransientDataAccessResourceException("away here too");
        });
        await().until(() -> !second.consumers().getFirst().status().problems().isEmpty());
        // the first gets all partitions back while it retries its poll
        second.stop();
        await().until(() -> ConsumerHarness.report(first).partitions().size() == 4);
        away.set(false);
        await().until(() -> harness.words.size() == 20);
    }

    @Test
    void aConsumerThatEndsIsStartedAgain() {
        create(1);
        AtomicBoolean failed = new AtomicBoolean();
        ConsumerLifecycle instance = harness.start(messages -> {
            if (failed.compareAndSet(false, true)) {
                throw new InternalError("a fault of the virtual machine");
            }
            return harness.listen(messages);
        });
        harness.send("k", "again");
        await().until(() -> harness.words.contains("again"));
        assertThat(failed).isTrue();
        await().until(() -> ConsumerHarness.report(instance).works());
    }

    @Test
    void aServiceStartsAlthoughKafkaCannotBeFound() {
        create(1);
        ConsumerLifecycle instance = harness.start(
                new Subscription(harness.group, List.of(harness.topic), (messages, reading) -> harness::listen),
                Map.of("bootstrap.servers", "no-such-host.invalid:9092"));
        assertThat(instance.isRunning()).isTrue();
        assertThat(ConsumerHarness.report(instance).works()).isFalse();
    }
}
