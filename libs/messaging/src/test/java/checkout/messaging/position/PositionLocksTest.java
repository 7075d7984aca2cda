package checkout.messaging.position;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.TestService;
import checkout.messaging.status.OperatorDecisions;
import checkout.testinfra.TwoSessions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Red here: after a rebalance the position of the former instance replaces that of the new one, or one of them fails. */
class PositionLocksTest {
    private static final TestService SERVICE = new TestService();
    private static final TopicPartition PARTITION = new TopicPartition("topic", 0);

    private final TwoSessions sessions = new TwoSessions(SERVICE.database.service());
    private final ConsumerPositions first = new ConsumerPositions(sessions.jdbc());
    private final ConsumerPositions second = new ConsumerPositions(sessions.jdbc());
    private final String group = UUID.randomUUID().toString();

    @Test
    void twoInstancesWriteTheFirstPosition() {
        assertThat(sessions.secondWaits(() -> write(first, 10), () -> write(second, 20)))
                .containsEntry(PARTITION, OptionalLong.of(20));
        assertThat(stored()).containsEntry(PARTITION, OptionalLong.of(20));
    }

    @Test
    void aPositionDoesNotGoBack() {
        write(first, 10);

        sessions.secondWaits(() -> write(first, 20), () -> write(second, 15));

        assertThat(stored()).containsEntry(PARTITION, OptionalLong.of(20));
    }

    @Test
    void twoInstancesDecideWhereToBegin() {
        sessions.secondWaits(() -> first.begin(group, PARTITION, 10), () -> {
            second.begin(group, PARTITION, 5);
            return stored();
        });

        assertThat(stored()).containsEntry(PARTITION, OptionalLong.of(10));
    }

    @Test
    void anOperatorDecidesWhileAnInstanceBegins() {
        OperatorDecisions decisions = new OperatorDecisions(sessions.jdbc(), Duration.ofMinutes(1));

        sessions.secondWaits(() -> first.begin(group, PARTITION, 10), () -> {
            decisions.resumeAtOldest(group, PARTITION, "operator", "tested");
            return stored();
        });

        assertThat(stored()).containsEntry(PARTITION, OptionalLong.empty());
    }

    private Map<TopicPartition, OptionalLong> write(ConsumerPositions positions, long next) {
        positions.handled(group, PARTITION, next);
        positions.write();
        return stored();
    }

    private Map<TopicPartition, OptionalLong> stored() {
        return first.stored(group, List.of(PARTITION));
    }
}
