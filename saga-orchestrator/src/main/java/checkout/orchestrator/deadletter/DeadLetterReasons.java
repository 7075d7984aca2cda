package checkout.orchestrator.deadletter;

import checkout.orchestrator.api.Redaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Dead letters by what they died of, the most frequent first. */
@Repository
class DeadLetterReasons {
    private static final int MOST = 200;

    private final JdbcTemplate jdbc;

    DeadLetterReasons(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** So many letters of one topic and type that died of the same in the same group. */
    record Group(String topic, String type, String group, String reason, long count, Instant first, Instant latest) {}

    List<Group> groups(DeadLetterFilter filter) {
        List<Object> arguments = new ArrayList<>();
        List<String> where = new ArrayList<>(List.of("true"));
        where.addAll(filter.conditions(arguments));
        arguments.add(MOST);
        return jdbc.query(
                """
                select topic, type, coalesce(consumer_group, ''), reason, count(*), min(received_at), max(received_at)
                from dead_letter
                where %s
                group by 1, 2, 3, 4
                order by 5 desc, 7 desc
                limit ?
                """.formatted(String.join(" and ", where)),
                (row, number) -> new Group(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        Objects.requireNonNull(Redaction.words(row.getString(4), row.getString(1))),
                        row.getLong(5),
                        row.getTimestamp(6).toInstant(),
                        row.getTimestamp(7).toInstant()),
                arguments.toArray());
    }
}
