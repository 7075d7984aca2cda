package checkout.saga.runtime.store;

import checkout.messaging.sql.Columns;
import checkout.saga.runtime.SagaTypes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * Finds the sagas that are due later than they can wait: the database's clock was ahead when their timers were set, and has been
 * corrected since.
 */
@Repository
public class FutureDatedSagas {
    private final JdbcTemplate jdbc;

    FutureDatedSagas(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The ids of sagas that are due later than in the time given for their version. */
    public List<UUID> find(Map<SagaTypes.Version, Duration> longest, int limit) {
        return jdbc.query(
                """
                select id
                from saga join unnest(?::text[], ?::int[], ?::bigint[]) as deployed (name, version, longest_ms)
                          using (name, version)
                where deadline_at > now() + longest_ms * interval '1 millisecond'
                order by deadline_at limit %d
                """.formatted(limit),
                Columns.of(longest.entrySet())
                        .text(entry -> entry.getKey().type())
                        .integer(entry -> entry.getKey().version())
                        .bigint(entry -> entry.getValue().toMillis()),
                (row, number) -> row.getObject(1, UUID.class));
    }

    /** Makes sagas due that are parked; they have a time at which they are tried again, and their timers besides. */
    public int makeParkedDue(List<UUID> ids) {
        return jdbc.update("""
                update saga set deadline_at = now()
                where id = any (array(
                    select id from saga where id = any (?::uuid[]) and parked is not null order by id for update skip locked))
                """, Columns.of(ids).uuid(id -> id));
    }
}
