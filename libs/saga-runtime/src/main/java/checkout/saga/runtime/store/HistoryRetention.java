package checkout.saga.runtime.store;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes the history of sagas that had trouble and ended long ago, in batches. */
@Component
public class HistoryRetention {
    private static final Logger log = LoggerFactory.getLogger(HistoryRetention.class);
    private static final int BATCH_SIZE = 500;

    private final JdbcTemplate jdbc;
    private final HistorySettings settings;

    HistoryRetention(JdbcTemplate jdbc, HistorySettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    @Scheduled(fixedDelayString = "${checkout.history.retention-every:PT1H}")
    public void deleteOld() {
        long deleted = 0;
        try {
            int batch;
            do {
                batch = deleteBatch();
                deleted += batch;
            } while (batch > 0);
        } catch (DataAccessException failure) {
            log.warn("Old histories of sagas could not be deleted; the next run retries it: {}", failure.toString());
        }
        if (deleted > 0) {
            log.info("Deleted {} messages of sagas that ended more than {} ago", deleted, settings.keep());
        }
    }

    private int deleteBatch() {
        return jdbc.update("""
                delete from kept_message
                where saga_id = any (array(
                    select distinct k.saga_id from kept_message k join saga s on s.id = k.saga_id
                    where s.phase in ('COMPLETED', 'COMPENSATED', 'RESOLVED') and s.moved_at < now() - ?::interval
                      and s.troubled
                    limit ?))
                """, settings.keep().toMillis() + " milliseconds", BATCH_SIZE);
    }
}
