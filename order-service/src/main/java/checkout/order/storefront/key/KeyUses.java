package checkout.order.storefront.key;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Notes which keys were used, and writes it down once a minute, with one statement for all; forgets keys long ended. */
@Component
public class KeyUses {
    private static final Logger log = LoggerFactory.getLogger(KeyUses.class);

    private final Set<UUID> used = ConcurrentHashMap.newKeySet();
    private final StorefrontKeys keys;
    private final Duration keepEnded;

    KeyUses(StorefrontKeys keys, @Value("${checkout.keys.keep-ended:P90D}") Duration keepEnded) {
        this.keys = keys;
        this.keepEnded = keepEnded;
    }

    public void add(UUID key) {
        // reading first, because almost always it is there
        if (!used.contains(key)) {
            used.add(key);
        }
    }

    /** At a fixed rate every run has a thread of its own, so that it holds up no other job while the database is slow. */
    @Scheduled(fixedRateString = "${checkout.keys.write-uses:PT1M}")
    void write() {
        List<UUID> batch = List.copyOf(used);
        if (batch.isEmpty()) {
            return;
        }
        batch.forEach(used::remove);
        try {
            keys.touch(batch);
        } catch (DataAccessException | TransactionException passing) {
            used.addAll(batch);
            log.warn("The last use of {} keys could not be written and will be: {}", batch.size(), passing.toString());
        }
    }

    @Scheduled(fixedRateString = "PT1H")
    void deleteEnded() {
        try {
            int deleted = keys.deleteEndedBefore(keepEnded);
            if (deleted > 0) {
                log.info("Deleted {} storefront keys that ended more than {} ago", deleted, keepEnded);
            }
        } catch (DataAccessException | TransactionException passing) {
            log.warn("Deleting keys that ended long ago failed and will be repeated: {}", passing.toString());
        }
    }

    @PreDestroy
    void writeLast() {
        write();
    }
}
