package checkout.messaging.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Red here: a busy consumer takes less than it could, or loses a record that was polled. */
class SecondPollTest {
    private static final Duration LONG = Duration.ofSeconds(5);
    private static final TopicPartition ONE = new TopicPartition("tea", 0);
    private static final TopicPartition TWO = new TopicPartition("tea", 1);

    private final MockConsumer<byte[], byte[]> broker = new MockConsumer<>("earliest");
    private final Consumer<byte[], byte[]> consumer = new SecondPoll(Duration.ofMillis(1), this::now).apply(broker);
    private long now;

    @BeforeEach
    void assign() {
        broker.assign(List.of(ONE, TWO));
        broker.updateBeginningOffsets(Map.of(ONE, 0L, TWO, 0L));
    }

    private long now() {
        return now;
    }

    @Test
    void returnsWhatArrivedInBetweenWithWhatArrivedFirst() {
        broker.schedulePollTask(() -> arrives(ONE, 0, 1));
        broker.schedulePollTask(() -> {
            arrives(ONE, 2);
            arrives(TWO, 0);
        });

        assertThat(polled())
                .containsExactlyInAnyOrder("0@0", "0@1", "0@2", "1@0")
                .containsSubsequence("0@0", "0@1", "0@2");
        assertThat(polled()).isEmpty();
    }

    @Test
    void doesNotPollAgainAfterItHadToWait() {
        broker.schedulePollTask(() -> {
            arrives(ONE, 0);
            now += TimeUnit.MILLISECONDS.toNanos(3);
        });
        broker.schedulePollTask(() -> arrives(ONE, 1));

        assertThat(polled()).containsExactly("0@0");
        assertThat(polled()).containsExactly("0@1");
    }

    @Test
    void leavesARevokedPartitionToItsNewConsumer() {
        broker.schedulePollTask(() -> {
            arrives(ONE, 0);
            arrives(TWO, 0);
        });
        broker.schedulePollTask(() -> broker.assign(List.of(TWO)));

        assertThat(polled()).containsExactly("1@0");
    }

    @Test
    void losesNeitherRecordsNorAWakeup() {
        broker.schedulePollTask(() -> arrives(ONE, 0));
        broker.schedulePollTask(broker::wakeup);

        assertThat(polled()).containsExactly("0@0");
        assertThatThrownBy(this::polled).isInstanceOf(WakeupException.class);
    }

    @Test
    void losesNoRecordsToAKafkaError() {
        broker.schedulePollTask(() -> arrives(ONE, 0));
        broker.schedulePollTask(() -> broker.setPollException(new AuthorizationException("no longer authorized")));

        assertThat(polled()).containsExactly("0@0");
    }

    @Test
    void losesNoRecordsToAnyError() {
        broker.schedulePollTask(() -> arrives(ONE, 0));
        broker.schedulePollTask(() -> {
            throw new IllegalStateException("the heartbeat has failed");
        });

        assertThat(polled()).containsExactly("0@0");
    }

    @Test
    void delegatesEverythingElse() {
        assertThat(consumer.assignment()).containsExactlyInAnyOrder(ONE, TWO);
        consumer.pause(List.of(ONE));
        assertThat(broker.paused()).containsExactly(ONE);
        assertThatThrownBy(() -> consumer.position(new TopicPartition("coffee", 0)))
                .isInstanceOf(IllegalArgumentException.class);
        consumer.close();
        assertThat(broker.closed()).isTrue();
    }

    private void arrives(TopicPartition partition, int... offsets) {
        for (int offset : offsets) {
            byte[] text = "%d@%d".formatted(partition.partition(), offset).getBytes(StandardCharsets.UTF_8);
            broker.addRecord(new ConsumerRecord<>(partition.topic(), partition.partition(), offset, null, text));
        }
    }

    private List<String> polled() {
        List<String> polled = new ArrayList<>();
        consumer.poll(LONG).forEach(found -> polled.add(new String(found.value(), StandardCharsets.UTF_8)));
        return polled;
    }
}
