package checkout.saga.runtime.deadletter;

import checkout.saga.runtime.api.PayloadRedaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Groups dead letters by reason, the most frequent first. */
@Repository
class DeadLetterReasons {
    private static final int LIMIT = 200;

    private final JdbcTemplate jdbc;
    private final PayloadRedaction redaction;

    DeadLetterReasons(JdbcTemplate jdbc, PayloadRedaction redaction) {
        this.jdbc = jdbc;
        this.redaction = redaction;
    }

    /** The dead letters of one topic, type, consumer group and reason. */
    record Group(String topic, String type, String group, String reason, long count, Instant first, Instant latest) {}

    List<Group> groups(DeadLetterFilter filter) {
        List<Object> arguments = new ArrayList<>();
        List<String> where = new ArrayList<>(List.of("true"));
        where.addAll(filter.conditions(arguments));
        arguments.add(LIMIT);
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
                        Objects.requireNonNull(redaction.words(row.getString(4), row.getString(1))),
                        row.getLong(5),
                        row.getTimestamp(6).toInstant(),
                        row.getTimestamp(7).toInstant()),
                arguments.toArray());
    }
}
