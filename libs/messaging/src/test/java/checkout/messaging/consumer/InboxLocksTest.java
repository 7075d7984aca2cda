package checkout.messaging.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.MessageIds;
import checkout.messaging.ReceivedMessage;
import checkout.messaging.TestService;
import checkout.messaging.TestService.Said;
import checkout.messaging.sql.RoundTrip;
import checkout.testinfra.TwoSessions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Red here: a message that two instances receive, after a rebalance, has its effect twice or stops one of them. */
class InboxLocksTest {
    private static final TestService SERVICE = new TestService();

    private final TwoSessions sessions = new TwoSessions(SERVICE.database.service());
    private final JdbcTemplate jdbc = sessions.jdbc();
    private final UUID id = MessageIds.next();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aMessageIsNewOnce(boolean storesBodies) {
        Inbox inbox = new Inbox(jdbc, storesBodies);

        Set<UUID> newToSecond = sessions.secondWaits(() -> receive(inbox), () -> receive(inbox));

        assertThat(newToSecond).isEmpty();
    }

    @Test
    void aRecordGoesToTheDeadLettersOnce() {
        Inbox inbox = new Inbox(jdbc, false);

        boolean newToSecond = sessions.secondWaits(
                () -> inbox.receivePoison(id, "type", "key"), () -> inbox.receivePoison(id, "type", "key"));

        assertThat(newToSecond).isFalse();
    }

    /** The id of a stranger's message may come again after its row has left the default partition. */
    @Test
    void aStrangersMessageIsNotedOnce() {
        UUID stranger = UUID.randomUUID();
        Inbox inbox = new Inbox(jdbc, false);
        assertThat(inbox.receivePoison(stranger, "type", "key")).isTrue();
        new JdbcTemplate(SERVICE.database.owner()).update("delete from inbox where id = ?", stranger);

        assertThat(inbox.receivePoison(stranger, "type", "key")).isTrue();
    }

    private Set<UUID> receive(Inbox inbox) {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        ReceivedMessage message = new ReceivedMessage(
                id,
                "test.Said.v1",
                "key",
                null,
                null,
                new Said("something"),
                new ConsumerRecord<>("t", 0, 0, body, body));
        RoundTrip trip = new RoundTrip(jdbc);
        Supplier<Inbox.Received> received = inbox.receive(List.of(message), trip);
        trip.execute();
        return received.get().newIds();
    }
}
