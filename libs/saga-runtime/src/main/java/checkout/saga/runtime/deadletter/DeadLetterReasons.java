package checkout.saga.runtime.deadletter;

import checkout.saga.runtime.api.PayloadRedaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Groups dead letters by reason, the most frequent first. */
@Repository
class DeadLetterReasons {
    private static final int LIMIT = 200;

    /** More than are shown, because reasons that differ only in what is withheld are one for operators. */
    private static final int MOST_AS_STORED = 10_000;

    private static final Comparator<Group> MOST_FREQUENT_FIRST =
            Comparator.comparingLong(Group::count).thenComparing(Group::latest).reversed();

    private final JdbcTemplate jdbc;
    private final PayloadRedaction redaction;

    DeadLetterReasons(JdbcTemplate jdbc, PayloadRedaction redaction) {
        this.jdbc = jdbc;
        this.redaction = redaction;
    }

    /** The dead letters of one topic, type, consumer group and reason. */
    record Group(String topic, String type, String group, String reason, long count, Instant first, Instant latest) {
        /** What operators can tell apart. */
        private List<String> key() {
            return List.of(topic, type, group, reason);
        }

        private Group and(Group other) {
            return new Group(
                    topic,
                    type,
                    group,
                    reason,
                    count + other.count,
                    first.isBefore(other.first) ? first : other.first,
                    latest.isAfter(other.latest) ? latest : other.latest);
        }
    }

    List<Group> groups(DeadLetterFilter filter) {
        List<Object> arguments = new ArrayList<>();
        List<String> where = new ArrayList<>(List.of("true"));
        where.addAll(filter.conditions(arguments));
        arguments.add(MOST_AS_STORED);
        Map<Object, Group> groups = new LinkedHashMap<>();
        jdbc.query(
                """
                select topic, type, coalesce(consumer_group, ''), reason, count(*), min(received_at), max(received_at)
                from dead_letter
                where %s
                group by 1, 2, 3, 4
                order by 5 desc, 7 desc
                limit ?
                """.formatted(String.join(" and ", where)),
                row -> {
                    Group group = group(row);
                    groups.merge(group.key(), group, Group::and);
                },
                arguments.toArray());
        return groups.values().stream().sorted(MOST_FREQUENT_FIRST).limit(LIMIT).toList();
    }

    private Group group(ResultSet row) throws SQLException {
        return new Group(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                Objects.requireNonNull(redaction.words(row.getString(4), row.getString(1))),
                row.getLong(5),
                row.getTimestamp(6).toInstant(),
                row.getTimestamp(7).toInstant());
    }
}
