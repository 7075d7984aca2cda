package checkout.payment.reconciliation.difference;

import checkout.payment.reconciliation.difference.Difference.Settlement;
import checkout.payment.reconciliation.difference.Difference.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lists differences for operators, newest first. */
@Repository
public class DifferenceList {
    private static final String SELECTED = """
            select difference.*, audit.who, audit.acted_at, audit.why
            from reconciliation_difference difference
            left join reconciliation_audit audit on audit.difference_id = difference.id and audit.action = 'SETTLE'
            """;

    private final JdbcTemplate jdbc;
    private final JsonMapper json;

    DifferenceList(JdbcTemplate jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * The newest differences below an id.
     *
     * @param status null for all
     * @param kind null for all
     */
    public List<Difference> page(@Nullable Status status, @Nullable DifferenceKind kind, UUID below, int limit) {
        return jdbc.query(SELECTED + """
                        where difference.id < ? and (?::text is null or difference.status = ?)
                          and (?::text is null or difference.kind = ?)
                        order by difference.id desc limit ?
                        """, this::read, below, name(status), name(status), name(kind), name(kind), limit);
    }

    public Optional<Difference> find(UUID id) {
        return jdbc.query(SELECTED + "where difference.id = ?", this::read, id).stream()
                .findFirst();
    }

    private static @Nullable String name(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
    }

    private Difference read(ResultSet row, int number) throws SQLException {
        String who = row.getString("who");
        return new Difference(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                row.getObject("checkout_id", UUID.class),
                Status.valueOf(row.getString("status")),
                tree(row.getString("ours")),
                tree(row.getString("theirs")),
                row.getString("owner"),
                row.getString("what_to_do"),
                row.getTimestamp("first_seen").toInstant(),
                row.getTimestamp("last_seen").toInstant(),
                instant(row.getTimestamp("closed_at")),
                who == null
                        ? null
                        : new Settlement(who, row.getTimestamp("acted_at").toInstant(), row.getString("why")));
    }

    private @Nullable JsonNode tree(@Nullable String text) {
        return text == null ? null : json.readTree(text);
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
