package checkout.messaging.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.TestService;
import checkout.testinfra.TestProducer;
import checkout.testinfra.TestServers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** Red here: nobody sees that a group does not read a partition, or that nobody reads a slot. */
class LagGaugesTest {
    private static final TestService SERVICE = new TestService();
    private final String group = "lag-" + UUID.randomUUID();

    @Test
    void aGroupThatDoesNotMoveIsStalled() {
        String topic = createdTopic();
        try (TestProducer producer = new TestProducer(TestServers.kafka());
                LogEnds ends = new LogEnds(Map.of("bootstrap.servers", TestServers.kafka()))) {
            for (int i = 0; i < 3; i++) {
                producer.send(topic, "key", "{}", Map.of());
            }
            position(topic, 1);
            position("does-not-exist", 0);
            AtomicLong now = new AtomicLong();
            ConsumerLagGauges gauges = new ConsumerLagGauges(SERVICE.jdbc, ends, now::get);

            assertThat(values(gauges.read(), "checkout.consumer.lag")).containsExactly(2.0);
            assertThat(stalled(gauges))
                    .as("it had read all for an hour, for all that is known")
                    .containsExactly(0.0);

            now.addAndGet(TimeUnit.SECONDS.toNanos(40));
            assertThat(stalled(gauges)).containsExactly(40.0);
            now.addAndGet(TimeUnit.HOURS.toNanos(3));
            assertThat(stalled(gauges))
                    .as("no longer than since it moved")
                    .singleElement()
                    .satisfies(seconds -> assertThat(seconds).isBetween(3_599.0, 4_000.0));

            move(2);
            assertThat(stalled(gauges)).as("it has moved").containsExactly(0.0);
            now.addAndGet(TimeUnit.SECONDS.toNanos(15));
            assertThat(stalled(gauges)).containsExactly(15.0);

            move(3);
            assertThat(values(gauges.read(), "checkout.consumer.lag")).containsExactly(0.0);
            assertThat(stalled(gauges)).containsExactly(0.0);
        }
    }

    private List<Double> stalled(ConsumerLagGauges gauges) {
        return values(gauges.read(), "checkout.consumer.stalled");
    }

    private void move(long next) {
        SERVICE.jdbc.update("update consumer_position set next_offset = ? where consumer_group = ?", next, group);
    }

    private static String createdTopic() {
        String topic = "lag-" + UUID.randomUUID();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestServers.kafka()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
        return topic;
    }

    @Test
    void aSlotThatNobodyReadsIsInactive() {
        List<GaugeSource.Reading> slot = new OutboxSlotGauges(SERVICE.jdbc).read();

        assertThat(slot).extracting(reading -> reading.gauge().name()).contains("checkout.outbox.slot.retained");
        assertThat(slot)
                .filteredOn(reading -> reading.gauge().name().equals("checkout.outbox.slot.active"))
                .singleElement()
                .satisfies(active -> assertThat(active.value()).isZero());
    }

    private void position(String topic, long next) {
        SERVICE.jdbc.update(
                "insert into consumer_position (consumer_group, topic, part, next_offset, moved_at) values (?, ?, 0, ?, now() - interval '1 hour')",
                group,
                topic,
                next);
    }

    private List<Double> values(List<GaugeSource.Reading> readings, String gauge) {
        Predicate<GaugeSource.Reading> ofGroup = reading ->
                reading.tags().stream().anyMatch(tag -> tag.getValue().equals(group));
        return readings.stream()
                .filter(reading -> reading.gauge().name().equals(gauge))
                .filter(ofGroup)
                .map(GaugeSource.Reading::value)
                .toList();
    }
}
