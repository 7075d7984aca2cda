package checkout.saga.runtime.overview;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.gauge.GaugeValue;
import checkout.saga.runtime.overview.ServiceState.ConsumerGroup;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Red here: the overview says that consumers are up to date which are not. */
class ServiceStateTest {
    @Test
    void addsUpThePartitionsOfAGroupAndTakesTheLongestStall() {
        assertThat(ServiceState.of(
                                List.of(
                                        partition("checkout.consumer.lag", "0", 40),
                                        partition("checkout.consumer.lag", "1", 2),
                                        partition("checkout.consumer.stalled", "0", 7.5),
                                        partition("checkout.consumer.stalled", "1", 3),
                                        group("checkout.consumer.works", 0),
                                        group("checkout.consumer.halted", 1),
                                        group("checkout.consumer.gaps", 1),
                                        group("checkout.messages.deferred", 4)),
                                List.of())
                        .groups())
                .containsExactly(new ConsumerGroup("stock", 42L, 7.5, false, true, 1, 4));
    }

    /** As a service shows it that has lost its database or Kafka: what was not read for some time is not shown. */
    @Test
    void whatIsNotShownIsNotKnown() {
        ConsumerGroup group = ServiceState.of(List.of(group("checkout.consumer.works", 0)), List.of())
                .groups()
                .getFirst();
        assertThat(group.lagRecords()).isNull();
        assertThat(group.stalledSeconds()).isNull();
        assertThat(group.works()).isFalse();
    }

    @Test
    void aGaugeWithoutAGroupIsOfNoConsumer() {
        assertThat(ServiceState.of(List.of(new GaugeValue("checkout.card.pause", Map.of(), 0)), List.of())
                        .groups())
                .isEmpty();
    }

    private static GaugeValue partition(String name, String partition, double value) {
        return new GaugeValue(name, Map.of("group", "stock", "topic", "commands", "partition", partition), value);
    }

    private static GaugeValue group(String name, double value) {
        return new GaugeValue(name, Map.of("group", "stock"), value);
    }
}
