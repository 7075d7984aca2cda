package checkout.messaging.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.messaging.MessageIds;
import checkout.messaging.TestService;
import checkout.testinfra.TestProducer;
import checkout.testinfra.TestServers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Red here: the records of a topic that was created again are skipped, up to where the group was in the former one. */
class RecreatedTopicTest {
    private static final TestService SERVICE = new TestService();

    private final TestProducer producer = new TestProducer(TestServers.kafka());
    private ConsumerHarness harness;
    private TopicPartition partition;

    @BeforeEach
    void create() {
        harness = new ConsumerHarness(SERVICE, producer, 1);
        partition = new TopicPartition(harness.topic, 0);
    }

    @AfterEach
    void stop() {
        harness.close();
        producer.close();
    }

    @Test
    void noRecordOfTheNewTopicIsSkippedWhenTheServiceWasStopped() throws Exception {
        ConsumerLifecycle first = harness.start(harness::listen);
        handleTwo();
        first.stop();
        recreate();
        fill();
        readsAllOnceAnOperatorDecides(harness.start(harness::listen));
    }

    @Test
    void noRecordOfTheNewTopicIsSkippedByAConsumerThatRuns() throws Exception {
        ConsumerLifecycle instance = harness.start(harness::listen);
        handleTwo();
        recreate();
        fill();
        readsAllOnceAnOperatorDecides(instance);
    }

    private void handleTwo() {
        harness.send("k", "old0");
        harness.send("k", "old1");
        await().until(() -> harness.words.size() == 2);
        await().until(() -> Long.valueOf(2)
                .equals(SERVICE.jdbc.queryForObject(
                        "select max(next_offset) from consumer_position where consumer_group = ?",
                        Long.class,
                        harness.group)));
    }

    private void recreate() throws Exception {
        harness.admin.deleteTopics(List.of(harness.topic)).all().get();
        await().ignoreExceptionsMatching(failure -> failure.getCause() instanceof TopicExistsException)
                .until(this::created);
    }

    private boolean created() throws InterruptedException, ExecutionException {
        harness.admin
                .createTopics(List.of(new NewTopic(harness.topic, 1, (short) 1)))
                .all()
                .get();
        return true;
    }

    /** More records than the former topic had, so that the former position is among them. */
    private void fill() {
        try (TestProducer toNewTopic = new TestProducer(TestServers.kafka())) {
            for (int i = 0; i < 5; i++) {
                toNewTopic.send(
                        harness.topic,
                        "k",
                        "{\"word\":\"new%d\"}".formatted(i),
                        Map.of("ce_id", MessageIds.next().toString(), "ce_type", "test.Said.v1"));
            }
        }
    }

    private void readsAllOnceAnOperatorDecides(ConsumerLifecycle instance) {
        await().until(() -> ConsumerHarness.report(instance).gaps().containsKey(partition.toString()));
        assertThat(ConsumerHarness.report(instance).gaps().get(partition.toString()))
                .contains("deleted and created again", "resume the partition at the oldest record");
        assertThat(ConsumerHarness.report(instance).works()).isFalse();

        harness.decisions.resumeAtOldest(harness.group, partition, "ops", "the topic was created again");

        await().until(() -> harness.words.containsAll(List.of("new0", "new1", "new2", "new3", "new4")));
        await().until(() -> ConsumerHarness.report(instance).works());
    }
}
