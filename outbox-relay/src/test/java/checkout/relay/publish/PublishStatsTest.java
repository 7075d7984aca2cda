package checkout.relay.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Red here: the relay shows a rate at which it publishes no more. */
class PublishStatsTest {

    private long now = -5;
    private final PublishStats stats = new PublishStats(() -> now);

    @BeforeEach
    void publishForTwentySeconds() {
        for (int second = 0; second < 20; second++) {
            stats.sample();
            publish(27);
            pass(Duration.ofSeconds(1));
        }
    }

    @Test
    void theRateIsThatOfTheLastTenSeconds() {
        assertThat(stats.eventsPerSecond()).isEqualTo(27);
        publish(27);
        assertThat(stats.eventsPerSecond()).isEqualTo(29.7);
    }

    @Test
    void theRateFallsWhileNobodyTakesASample() {
        pass(Duration.ofSeconds(8));
        assertThat(stats.eventsPerSecond()).isBetween(5.0, 7.0);
        pass(Duration.ofHours(1));
        assertThat(stats.eventsPerSecond()).isZero();
    }

    @Test
    void theRateOfAnEarlierLeadershipIsForgotten() {
        stats.leadershipEnded();
        assertThat(stats.eventsPerSecond()).isZero();
        stats.sample();
        pass(Duration.ofSeconds(2));
        assertThat(stats.eventsPerSecond()).isZero();
        assertThat(stats.published()).isEqualTo(540);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private void publish(int rows) {
        for (int i = 0; i < rows; i++) {
            stats.acknowledged(
                    new CommittedOutboxRow(
                            "orders",
                            UUID.randomUUID(),
                            "topic",
                            "key",
                            "type",
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            "{}",
                            1L),
                    new RecordMetadata(new TopicPartition("topic", 0), i, 0, 0, 0, 0));
        }
    }
}
