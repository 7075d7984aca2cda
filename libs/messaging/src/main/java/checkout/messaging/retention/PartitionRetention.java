package checkout.messaging.retention;

import checkout.messaging.sql.LongStatement;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

/** Creates the next partitions of outbox and inbox, and drops those that are no longer needed. */
public class PartitionRetention {
    private static final Logger log = LoggerFactory.getLogger(PartitionRetention.class);

    /** Rows may have to be moved between partitions. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final LongStatement statement;
    private final RetentionSettings settings;

    public PartitionRetention(JdbcTemplate jdbc, RetentionSettings settings) {
        this.statement = new LongStatement(jdbc, LIMIT);
        this.settings = settings;
    }

    /**
     * Runs before anything is consumed or sent, so that a service that was down for long has its current partitions. Nothing is
     * dropped yet, which may take long.
     */
    public void prepare() {
        attempt(this::createNext);
    }

    @Scheduled(fixedDelayString = "${checkout.retention.every:PT1M}")
    void maintain() {
        attempt(() -> {
            createNext();
            dropOld();
        });
    }

    /** A connection that is lost meanwhile is a fault of the transaction, not of the statement. */
    private static void attempt(Runnable work) {
        try {
            work.run();
        } catch (DataAccessException | TransactionException fault) {
            log.warn("Partitions of messages could not be maintained; the next run tries again: {}", fault.toString());
        }
    }

    int createNext() {
        return statement.count("select make_partitions(?::interval, ?)", interval(settings.width()), settings.ahead());
    }

    int dropOld() {
        int dropped = statement.count("select drop_partitions(?::interval)", interval(settings.keep()));
        if (dropped > 0) {
            log.info("Dropped {} partitions of messages older than {}", dropped, settings.keep());
        }
        return dropped;
    }

    private static String interval(Duration duration) {
        return duration.toMillis() + " milliseconds";
    }
}
