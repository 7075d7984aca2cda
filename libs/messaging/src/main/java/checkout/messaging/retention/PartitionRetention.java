package checkout.messaging.retention;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;

/** Creates the next partitions of outbox and inbox, and drops those that are no longer needed. */
public class PartitionRetention {
    private static final Logger log = LoggerFactory.getLogger(PartitionRetention.class);

    private final JdbcTemplate jdbc;
    private final RetentionSettings settings;

    public PartitionRetention(JdbcTemplate jdbc, RetentionSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /** Runs before anything is consumed or sent, so that a service that was down for long has its current partitions. */
    @Scheduled(fixedDelayString = "${checkout.retention.every:PT1M}")
    public void maintain() {
        try {
            createNext();
            dropOld();
        } catch (DataAccessException fault) {
            log.warn("Partitions of messages could not be maintained; the next run tries again: {}", fault.toString());
        }
    }

    int createNext() {
        return count("select make_partitions(?::interval, ?)", interval(settings.width()), settings.ahead());
    }

    int dropOld() {
        int dropped = count("select drop_partitions(?::interval)", interval(settings.keep()));
        if (dropped > 0) {
            log.info("Dropped {} partitions of messages older than {}", dropped, settings.keep());
        }
        return dropped;
    }

    private int count(String sql, Object... arguments) {
        Integer count = jdbc.queryForObject(sql, Integer.class, arguments);
        return count == null ? 0 : count;
    }

    private static String interval(Duration duration) {
        return duration.toMillis() + " milliseconds";
    }
}
