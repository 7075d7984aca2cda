package checkout.payment.view;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Red here: a request takes two connections at once, so that a few requests wait for each other and leave none to payments. */
class PaymentLookupTest {
    private static final TestDatabase DATABASE =
            TestServers.database("payments").migrate("classpath:db/messaging", "classpath:db/migration");

    @Test
    void oneConnectionIsEnough() {
        UUID checkout = UUID.randomUUID();
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setDataSource(DATABASE.service());
            pool.setMaximumPoolSize(1);
            pool.setConnectionTimeout(Duration.ofSeconds(5).toMillis());
            JdbcTemplate jdbc = new JdbcTemplate(pool);
            jdbc.update("""
                    insert into payment (checkout_id, status, method, amount, currency, reference, refunded)
                    values (?, 'CAPTURED', 'WALLET', 1998, 'EUR', 'hold_1', 999)
                    """, checkout);
            jdbc.update("""
                    insert into refund (return_id, checkout_id, status, amount, currency)
                    values (?, ?, 'REFUNDED', 999, 'EUR')
                    """, UUID.randomUUID(), checkout);

            assertThat(new PaymentLookup(jdbc).find(checkout))
                    .hasValueSatisfying(payment -> assertThat(payment.refunds()).hasSize(1));
        }
    }
}
