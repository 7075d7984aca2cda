package checkout.saga.runtime.metrics;

import checkout.saga.engine.state.SagaPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Counts the sagas that have not ended, by type and state. Its statement reads the partial index of these, however many have
 * ended. It remembers what the job of the gauges has counted in the last hour.
 */
@Component
public class OpenSagas {
    private static final int REMEMBERED = 240;

    private final JdbcTemplate jdbc;
    private final Deque<Point> recent = new ArrayDeque<>();

    OpenSagas(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The sagas of a type in a state.
     *
     * @param oldest the one with the lowest id; an id begins with the time, and sorts as text as it does as an id
     * @param countedAt by the database's clock
     */
    public record Group(String type, SagaPhase state, long count, UUID oldest, Instant countedAt) {}

    /** How many sagas there were in each state. */
    public record Point(Instant at, Map<SagaPhase, Long> counts) {
        static Point of(Instant at, List<Group> groups) {
            Map<SagaPhase, Long> counts = new EnumMap<>(SagaPhase.class);
            groups.forEach(group -> counts.merge(group.state(), group.count(), Long::sum));
            return new Point(at, counts);
        }
    }

    public List<Group> count() {
        return jdbc.query(
                """
                select name, phase, count(*), min(id::text), now() from saga
                where phase not in ('COMPLETED', 'COMPENSATED', 'RESOLVED')
                group by name, phase
                """,
                (row, number) -> new Group(
                        row.getString(1),
                        SagaPhase.valueOf(row.getString(2)),
                        row.getLong(3),
                        UUID.fromString(row.getString(4)),
                        row.getTimestamp(5).toInstant()));
    }

    /** Counts for the record. */
    List<Group> countAndRemember() {
        List<Group> groups = count();
        synchronized (recent) {
            recent.addLast(Point.of(Instant.now(), groups));
            while (recent.size() > REMEMBERED) {
                recent.removeFirst();
            }
        }
        return groups;
    }

    /** The counts since a time, oldest first. */
    public List<Point> recent(Duration back) {
        Instant since = Instant.now().minus(back);
        synchronized (recent) {
            return recent.stream().filter(point -> point.at().isAfter(since)).toList();
        }
    }
}
