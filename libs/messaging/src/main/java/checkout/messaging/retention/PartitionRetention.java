package checkout.messaging.retention;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;

/** Makes partitions for what is to come and drops those of which nothing can be needed any more. */
public class PartitionRetention {
    private static final Logger log = LoggerFactory.getLogger(PartitionRetention.class);

    private final JdbcTemplate jdbc;
    private final RetentionSettings settings;
    private final OldestMessageInUse inUse;

    public PartitionRetention(JdbcTemplate jdbc, RetentionSettings settings, OldestMessageInUse inUse) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.inUse = inUse;
    }

    /** For the first time before anything is consumed or sent, so that a service that was away has partitions for today. */
    @Scheduled(fixedDelayString = "${checkout.retention.every:PT1M}")
    public void lookAfter() {
        try {
            make();
            drop();
        } catch (DataAccessException passing) {
            log.warn("Old messages could not be looked after and will be next time: {}", passing.toString());
        }
    }

    int make() {
        return count("select make_partitions(?::interval, ?)", interval(settings.width()), settings.ahead());
    }

    int drop() {
        UUID oldestInUse = inUse.oldest().orElse(null);
        int dropped = count("select drop_partitions(?::interval, ?::uuid)", interval(settings.keep()), oldestInUse);
        if (dropped > 0) {
            log.info("{} partitions of messages older than {} are dropped", dropped, settings.keep());
        }
        return dropped;
    }

    private int count(String sql, @Nullable Object... arguments) {
        Integer count = jdbc.queryForObject(sql, Integer.class, arguments);
        return count == null ? 0 : count;
    }

    private static String interval(Duration duration) {
        return duration.toMillis() + " milliseconds";
    }
}
