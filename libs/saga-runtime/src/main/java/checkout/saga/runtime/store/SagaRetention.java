package checkout.saga.runtime.store;

import checkout.messaging.retention.RetentionSettings;
import checkout.saga.runtime.api.TimeOrderedIds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Deletes sagas that ended long ago, in batches, on any number of instances. A saga stays as long as something about it is open:
 * an anomaly, a dead letter, or a reply that was kept while it was parked.
 */
@Component
public class SagaRetention {
    private static final Logger log = LoggerFactory.getLogger(SagaRetention.class);
    private static final int BATCH_SIZE = 500;
    private static final UUID LOWEST = new UUID(0, 0);

    /**
     * Ids begin with the time when the saga started, so the primary key finds the old ones, and no index has to be maintained
     * while sagas run.
     */
    public static final String DELETE = """
            with deleted as (
                delete from saga
                where id = any (array(
                    select s.id from saga s
                    where s.id > ? and s.id < id_at(now() - ?::interval)
                      and s.phase in ('COMPLETED', 'COMPENSATED', 'RESOLVED') and s.parked is null
                      and s.moved_at < now() - ?::interval
                      and not exists (select from finding f where f.saga_id = s.id)
                      and not exists (select from parked_input p where p.saga_id = s.id)
                      and not exists (select from dead_letter d where d.saga_id = s.id and d.status = 'OPEN')
                    order by s.id
                    limit ?
                    for update of s skip locked))
                returning id
            ), history as (
                delete from kept_message where saga_id = any (array(select id from deleted))
            )
            select id from deleted
            """;

    private final JdbcTemplate jdbc;
    private final SagaRetentionSettings settings;

    SagaRetention(JdbcTemplate jdbc, SagaRetentionSettings settings, RetentionSettings messages) {
        settings.requireLongerThan(messages.keep());
        this.jdbc = jdbc;
        this.settings = settings;
    }

    @Scheduled(fixedDelayString = "${checkout.saga.retention-every:PT10M}")
    void deleteOld() {
        if (settings.keepsForEver()) {
            return;
        }
        long deleted = 0;
        try {
            UUID after = LOWEST;
            List<UUID> batch;
            do {
                batch = deleteBatch(after);
                deleted += batch.size();
                // what is left before that is not deleted by this run, and is not looked at again
                after = batch.stream().max(SagaRetention::compare).orElse(after);
            } while (batch.size() == BATCH_SIZE);
        } catch (DataAccessException failure) {
            log.warn("Old sagas could not be deleted; the next run retries it: {}", failure.toString());
        }
        if (deleted > 0) {
            log.info("Deleted {} sagas that ended more than {} ago", deleted, settings.keep());
        }
    }

    private List<UUID> deleteBatch(UUID after) {
        String keep = settings.keep().toMillis() + " milliseconds";
        return jdbc.queryForList(DELETE, UUID.class, after, keep, keep, BATCH_SIZE);
    }

    /** As PostgreSQL compares them: without signs. */
    private static int compare(UUID a, UUID b) {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    }

    /**
     * Refuses to start a saga that may have ended and been deleted. The inbox recognizes a message that arrives again, but a
     * sender may have given it a new id.
     */
    public void requireNotDeleted(UUID id) {
        Instant started = TimeOrderedIds.timeOf(id);
        Duration keep = settings.keep();
        if (started != null
                && !settings.keepsForEver()
                && started.isBefore(Instant.now().minus(keep))) {
            throw new IllegalArgumentException(
                    "Saga %s would have started at %s; sagas that ended are deleted after %s (checkout.saga.keep), so it may have ended already"
                            .formatted(id, started, keep));
        }
    }
}
