package checkout.order.placement;

import checkout.order.request.IdempotencyKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes expired idempotency keys, in small transactions so that no request waits for it. */
@Component
class IdempotencyKeyRetention {
    private static final Logger log = LoggerFactory.getLogger(IdempotencyKeyRetention.class);
    private static final int BATCH = 5_000;

    private final IdempotencyKeys keys;
    private final CheckoutWriterSettings settings;

    IdempotencyKeyRetention(IdempotencyKeys keys, CheckoutWriterSettings settings) {
        this.keys = keys;
        this.settings = settings;
    }

    @Scheduled(fixedDelayString = "${checkout.intake.forget-every:PT1M}")
    void deleteExpired() {
        try {
            int deleted;
            do {
                deleted = keys.deleteOlderThan(settings.keyRetention(), BATCH);
            } while (deleted == BATCH);
        } catch (DataAccessException passing) {
            log.warn("Deleting expired idempotency keys failed and will be repeated: {}", passing.toString());
        }
    }
}
