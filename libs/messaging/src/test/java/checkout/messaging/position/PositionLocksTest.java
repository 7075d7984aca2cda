package checkout.messaging.position;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.TestService;
import checkout.messaging.position.PositionTable.Stored;
import checkout.messaging.status.OperatorDecisions;
import checkout.testinfra.TwoSessions;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
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
    void aPositionDoesNotGoBack() {
        first.begin(group, PARTITION, from(null, 0));
        second.resume(group, PARTITION, from(null, 0));

        sessions.secondWaits(() -> write(first, 20), () -> write(second, 15));

        assertThat(stored()).isEqualTo(OptionalLong.of(20));
    }

    @Test
    void twoInstancesDecideWhereToBegin() {
        sessions.secondWaits(() -> first.begin(group, PARTITION, from(null, 10)), () -> {
            second.begin(group, PARTITION, from(null, 5));
            return stored();
        });

        assertThat(stored()).isEqualTo(OptionalLong.of(10));
    }

    @Test
    void anOperatorDecidesWhileAnInstanceBegins() {
        OperatorDecisions decisions = new OperatorDecisions(sessions.jdbc(), Duration.ofMinutes(1));

        sessions.secondWaits(() -> first.begin(group, PARTITION, from(null, 10)), () -> {
            decisions.resumeAtOldest(group, PARTITION, "operator", "tested");
            return stored();
        });

        assertThat(stored()).isEqualTo(OptionalLong.empty());
    }

    @Test
    void aPositionThatWasGivenUpIsNotWritten() {
        first.begin(group, PARTITION, from(null, 0));
        first.handled(group, PARTITION, 10);
        first.forget(group, List.of(PARTITION));

        first.write();
        first.handled(group, PARTITION, 20);
        first.write();

        assertThat(stored()).isEqualTo(OptionalLong.of(0));
    }

    @Test
    void noPositionIsCreatedByAWrite() {
        first.resume(group, PARTITION, from(null, 5));

        assertThat(write(first, 10)).isNull();
        assertThat(first.takeOutdated(group, List.of(PARTITION))).containsExactly(PARTITION);
    }

    @Test
    void theIdOfTheTopicIsAddedToAPositionThatHasNone() {
        UUID topic = UUID.randomUUID();
        first.begin(group, PARTITION, from(null, 5));
        first.resume(group, PARTITION, from(topic, 5));
        first.write();
        assertThat(first.stored(group).rows().get(PARTITION).topicId()).isEqualTo(topic);
    }

    private ReadPartition from(@Nullable UUID topicId, long position) {
        return new ReadPartition(topicId, first.stored(group).timeline(), position);
    }

    private @Nullable OptionalLong write(ConsumerPositions positions, long next) {
        positions.handled(group, PARTITION, next);
        positions.write();
        return stored();
    }

    private @Nullable OptionalLong stored() {
        Stored stored = first.stored(group).rows().get(PARTITION);
        return stored == null ? null : stored.next();
    }
}
