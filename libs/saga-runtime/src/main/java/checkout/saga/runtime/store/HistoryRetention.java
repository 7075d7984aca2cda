package checkout.saga.runtime.store;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Deletes what is kept of the messages of sagas that ended, in batches. For a week everything is kept; then only the history of
 * sagas that had trouble, without bodies, until that has expired too.
 */
@Component
public class HistoryRetention {
    private static final Logger log = LoggerFactory.getLogger(HistoryRetention.class);
    private static final int BATCH_SIZE = 500;

    /** Only a saga that was open when its messages were kept has bodies, so their index finds all others, too. */
    private static final String ENDED_A_WEEK_AGO = """
            select k.saga_id from kept_message k join saga s on s.id = k.saga_id
            where k.payload is not null and s.phase in ('COMPLETED', 'COMPENSATED', 'RESOLVED')
              and s.moved_at < now() - interval '7 days'
            """;

    private static final String DELETE_UNTROUBLED = """
            delete from kept_message where saga_id = any (array(%s and not s.troubled limit ?))
            """.formatted(ENDED_A_WEEK_AGO);

    private static final String DELETE_BODIES = """
            update kept_message set payload = null
            where payload is not null and saga_id = any (array(%s and s.troubled limit ?))
            """.formatted(ENDED_A_WEEK_AGO);

    /** Ids begin with a time, so the primary key finds the old ones. */
    private static final String DELETE_EXPIRED = """
            delete from kept_message
            where saga_id = any (array(
                select k.saga_id from kept_message k join saga s on s.id = k.saga_id
                where k.parent in ('outbox', 'inbox') and k.id < id_at(now() - ?::interval)
                  and s.phase in ('COMPLETED', 'COMPENSATED', 'RESOLVED') and s.moved_at < now() - ?::interval
                limit ?))
            """;

    private final JdbcTemplate jdbc;
    private final HistorySettings settings;

    HistoryRetention(JdbcTemplate jdbc, HistorySettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    @Scheduled(fixedDelayString = "${checkout.history.retention-every:PT1H}")
    public void deleteOld() {
        String keep = settings.keep().toMillis() + " milliseconds";
        long deleted = 0;
        try {
            deleted += inBatches(DELETE_UNTROUBLED, BATCH_SIZE);
            inBatches(DELETE_BODIES, BATCH_SIZE);
            deleted += inBatches(DELETE_EXPIRED, keep, keep, BATCH_SIZE);
        } catch (DataAccessException failure) {
            log.warn("Old histories of sagas could not be deleted; the next run retries it: {}", failure.toString());
        }
        if (deleted > 0) {
            log.info("Deleted {} messages of sagas that ended more than a week, or {}, ago", deleted, settings.keep());
        }
    }

    private long inBatches(String statement, Object... arguments) {
        long sum = 0;
        for (int batch = jdbc.update(statement, arguments); batch > 0; batch = jdbc.update(statement, arguments)) {
            sum += batch;
        }
        return sum;
    }
}
