package checkout.order.placement;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets idempotency keys that no storefront can mean any more; a checkout's id tells when its key was used. */
@Component
class IdempotencyKeyRetention {
    private static final Logger log = LoggerFactory.getLogger(IdempotencyKeyRetention.class);
    private static final int AT_ONCE = 5_000;

    private final JdbcTemplate jdbc;
    private final CheckoutWriterSettings settings;

    IdempotencyKeyRetention(JdbcTemplate jdbc, CheckoutWriterSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    @Scheduled(fixedDelayString = "${checkout.intake.forget-every:PT1M}")
    void lookAfter() {
        try {
            int forgotten;
            do {
                forgotten = forget();
            } while (forgotten == AT_ONCE);
        } catch (DataAccessException passing) {
            log.warn("Old idempotency keys could not be forgotten and will be next time: {}", passing.toString());
        }
    }

    /** Few at a time, so that nobody waits for it; what another instance is just forgetting is left to it. */
    int forget() {
        return jdbc.update("""
                delete from idempotency_key where (storefront, key) in (
                    select storefront, key from idempotency_key
                    where checkout_id < id_at(now() - ?::interval)
                    order by checkout_id
                    limit ?
                    for update skip locked
                )
                """, settings.keepKeys().toMillis() + " milliseconds", AT_ONCE);
    }
}
