package checkout.messaging.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import checkout.messaging.TestService;
import checkout.messaging.metrics.GaugeSource.Reading;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Red here: messages wait for a locked row, and nobody sees it while nothing handles them. */
class DeferredMessageGaugesTest {
    private static final TestService SERVICE = new TestService();

    @Test
    void countsTheMessagesOfEveryGroupWhoeverHandlesThem() {
        String waiting = "waits-" + UUID.randomUUID();
        String idle = "idle-" + UUID.randomUUID();
        defer(waiting);
        defer(waiting);
        DeferredMessageGauges gauges = new DeferredMessageGauges(SERVICE.jdbc, List.of(waiting, idle));

        assertThat(gauges.read())
                .allMatch(reading -> reading.gauge().name().equals("checkout.messages.deferred"))
                .extracting(Reading::tags, Reading::value)
                .containsExactly(tuple(Tags.of("group", waiting), 2.0), tuple(Tags.of("group", idle), 0.0));
    }

    private static void defer(String group) {
        SERVICE.jdbc.update("""
                insert into deferred_message (id, subscription, message_key, topic, partition, kafka_offset, headers, payload)
                values (gen_random_uuid(), ?, 'k', 't', 0, 0, '{}', '{}')
                """, group);
    }
}
