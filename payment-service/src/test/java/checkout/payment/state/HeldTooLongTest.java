package checkout.payment.state;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.payment.state.Payments.EndedHold;
import checkout.testinfra.TestServers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** If this fails, a payment that was captured in time expires, because its command had to wait for a locked row. */
class HeldTooLongTest {
    private final JdbcTemplate jdbc = new JdbcTemplate(TestServers.database("payments")
            .migrate("classpath:db/messaging", "classpath:db/migration")
            .service());
    private final Payments payments = new Payments(jdbc);
    private final UUID checkout = UUID.randomUUID();

    @BeforeEach
    void holdTooLong() {
        jdbc.update("""
                insert into payment (checkout_id, status, method, amount, currency, reference, hold_until)
                values (?, 'AUTHORIZED', 'WALLET', 100, 'EUR', 'hold_1', now() - interval '1 second')
                """, checkout);
    }

    @Test
    void aHoldWhoseCommandIsDeferredDoesNotEnd() {
        jdbc.update("""
                insert into deferred_message (id, subscription, message_key, topic, partition, kafka_offset, headers, payload)
                values (gen_random_uuid(), 'payment-service', ?, 't', 0, 0, '{}', '{}')
                """, checkout.toString());

        assertThat(payments.findHeldTooLong(null, 100))
                .extracting(EndedHold::checkoutId)
                .doesNotContain(checkout);
        assertThat(payments.lockHeldTooLong(List.of(checkout))).isEmpty();

        jdbc.update("delete from deferred_message where message_key = ?", checkout.toString());
        assertThat(payments.findHeldTooLong(null, 100))
                .extracting(EndedHold::checkoutId)
                .contains(checkout);
        assertThat(payments.lockHeldTooLong(List.of(checkout)))
                .extracting(Payment::checkoutId)
                .containsExactly(checkout);
    }
}
