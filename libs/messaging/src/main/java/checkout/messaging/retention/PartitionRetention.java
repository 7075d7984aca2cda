package checkout.messaging.retention;

import checkout.messaging.sql.LongStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

/** Creates the next partitions of outbox and inbox, and drops those that are no longer needed. */
public class PartitionRetention {
    private static final Logger log = LoggerFactory.getLogger(PartitionRetention.class);

    /** Rows may have to be moved between partitions, or kept elsewhere. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final LongStatement statement;
    private final RetentionSettings settings;

    private List<String> warnings = List.of();

    public PartitionRetention(JdbcTemplate jdbc, RetentionSettings settings) {
        this(jdbc, settings, LIMIT);
    }

    /** @param limit how long creating the next partitions may take, and dropping one */
    PartitionRetention(JdbcTemplate jdbc, RetentionSettings settings, Duration limit) {
        this.statement = new LongStatement(jdbc, limit);
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
        attempt(this::createNext);
        // also if none could be created, or what is old would fill the disk
        attempt(this::dropOld);
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

    /** Drops one partition after another, each in a transaction of its own; those that are dropped stay dropped if one fails. */
    int dropOld() {
        int sum = 0;
        List<String> warned = new ArrayList<>();
        try {
            int dropped;
            do {
                warned.clear();
                dropped =
                        statement.count(warned::add, "select drop_partitions(?::interval)", interval(settings.keep()));
                sum += dropped;
            } while (dropped > 0);
        } finally {
            if (sum > 0) {
                log.info("Dropped {} partitions of messages older than {}", sum, settings.keep());
            }
        }
        warn(warned);
        return sum;
    }

    /** Once, and not every minute for as long as it stays so. */
    private void warn(List<String> warned) {
        if (!warned.equals(warnings)) {
            warned.forEach(log::warn);
        }
        warnings = List.copyOf(warned);
    }

    private static String interval(Duration duration) {
        return duration.toMillis() + " milliseconds";
    }
}
