package checkout.saga.runtime.reason;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Counts the sagas that wait, without reading those that have ended. */
@Repository
public class WaitingGroups {
    /**
     * A first attempt that is under way is no trouble until it takes longer than this; ids in an error do not make it another
     * error.
     */
    public static final String COUNT = """
            select name, phase, coalesce(step, ''),
                   left(regexp_replace(coalesce(stuck_reason, last_error, ''),
                                       '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', '<id>', 'g'), 300),
                   count(*), min(moved_at), max(id::text)
            from saga
            where phase not in ('COMPLETED', 'COMPENSATED', 'RESOLVED')
              and (phase <> 'WAITING' or moved_at < now() - interval '10 seconds')
            group by 1, 2, 3, 4
            order by count(*) desc, min(moved_at)
            limit ?
            """;

    private final JdbcTemplate jdbc;

    WaitingGroups(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The largest groups. */
    List<WaitingGroup> largest(int limit) {
        return jdbc.query(
                COUNT,
                (row, number) -> new WaitingGroup(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getLong(5),
                        Objects.requireNonNull(row.getTimestamp(6)).toInstant(),
                        UUID.fromString(row.getString(7))),
                limit);
    }
}
