package checkout.messaging.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.messaging.fault.FaultCircuits;
import checkout.messaging.status.ConsumerStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Red here: a consumer that Kafka refused once never works again, or a refusal is not seen. */
class GuardedPollTest {
    private static final TopicPartition TEA = new TopicPartition("tea", 0);
    private static final Duration SHORT = Duration.ofMillis(1);

    private final MockConsumer<byte[], byte[]> broker = new MockConsumer<>("none");
    private final ConsumerStatus status = new ConsumerStatus(
            "g", FaultCircuits.of("g", cause -> false), FaultCircuits.of("g", cause -> false), Clock.systemUTC());
    private final Consumer<byte[], byte[]> consumer = new GuardedConsumers(
                    new ConsumerPositions(new JdbcTemplate()),
                    new TopicIds(Map.of()),
                    status,
                    SHORT,
                    Duration.ofMinutes(1))
            .apply(broker);

    @BeforeEach
    void assign() {
        broker.assign(List.of(TEA));
        broker.updateBeginningOffsets(Map.of(TEA, 0L));
        broker.seek(TEA, 0);
    }

    static List<KafkaException> refusals() {
        return List.of(
                new TopicAuthorizationException(Set.of("tea")),
                GroupAuthorizationException.forGroupId("g"),
                new ClusterAuthorizationException("cluster"),
                new SaslAuthenticationException("password"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void goesOnWhenItIsNoLongerRefused(KafkaException refusal) {
        broker.setPollException(refusal);
        assertThat(consumer.poll(SHORT)).isEmpty();
        assertThat(status.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.passes()).as("counts at once").isFalse();
            assertThat(problem.sentence()).contains(refusal.getClass().getSimpleName());
        });

        broker.schedulePollTask(() -> broker.addRecord(new ConsumerRecord<>("tea", 0, 0, null, new byte[0])));
        assertThat(consumer.poll(SHORT)).hasSize(1);
        assertThat(status.problems()).isEmpty();
    }

    @Test
    void aWaitEndsWhenTheContainerStops() {
        for (int i = 0; i < 12; i++) {
            consumer.wakeup();
            assertThatThrownBy(() -> consumer.poll(SHORT)).isInstanceOf(WakeupException.class);
            consumer.wakeup();
            broker.setPollException(new ClusterAuthorizationException("cluster"));
            long began = System.nanoTime();
            try {
                consumer.poll(SHORT);
            } catch (WakeupException first) {
                // the wake-up comes before the refusal
                assertThat(first).isNotNull();
            }
            assertThat(System.nanoTime() - began)
                    .isLessThan(Duration.ofSeconds(20).toNanos());
        }
    }
}
