package checkout.inventory.reservation.view;

import checkout.contracts.OrderLine;
import checkout.contracts.Reply.OutOfStock.Shortage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads reservations for operators. */
@Repository
class ReservationList {
    /** How many reservations one page looks at. No index knows the status, because it would cost every checkout. */
    private static final int MAX_EXAMINED = 100_000;

    private static final TypeReference<List<OrderLine>> LINES = new TypeReference<>() {};
    private static final TypeReference<List<Shortage>> SHORTAGES = new TypeReference<>() {};
    private static final String COLUMNS = "checkout_id, status, lines, shortages, decided_at, expires_at";

    private final JdbcTemplate jdbc;
    private final JsonMapper json;
    private final int maxExamined;

    @Autowired
    ReservationList(JdbcTemplate jdbc, JsonMapper json) {
        this(jdbc, json, MAX_EXAMINED);
    }

    ReservationList(JdbcTemplate jdbc, JsonMapper json, int maxExamined) {
        this.jdbc = jdbc;
        this.json = json;
        this.maxExamined = maxExamined;
    }

    /** @param next where the next page begins; null if this is the last one */
    record Page(
            List<ReservationView> reservations, @Nullable UUID next) {}

    /**
     * The matching reservations below the given checkout id, newest checkouts first. A page may be short, or empty, although
     * others follow.
     */
    Page find(@Nullable ReservationStatus status, @Nullable Duration olderThan, UUID before, int limit) {
        List<ReservationView> found = new ArrayList<>();
        List<UUID> end = new ArrayList<>();
        jdbc.query(
                """
                with examined as (
                    select checkout_id, status, lines, shortages, decided_at, expires_at
                    from reservation where checkout_id < ?
                    order by checkout_id desc limit ?
                )
                select * from (
                    select\s""" + COLUMNS + """
                    from examined
                    where (?::text is null or status = ?)
                      and (?::bigint is null or decided_at <= now() - ?::bigint * interval '1 millisecond')
                    order by checkout_id desc limit ?
                ) matching
                union all
                select min(checkout_id::text)::uuid, null, null, null, null, null
                from examined having count(*) = ?
                """,
                row -> {
                    if (row.getString(2) == null) {
                        end.add(row.getObject(1, UUID.class));
                    } else {
                        found.add(view(row));
                    }
                },
                before,
                maxExamined,
                status == null ? null : status.name(),
                status == null ? null : status.name(),
                olderThan == null ? null : olderThan.toMillis(),
                olderThan == null ? null : olderThan.toMillis(),
                limit,
                maxExamined);
        boolean full = found.size() == limit;
        UUID next = full ? found.getLast().checkoutId() : end.isEmpty() ? null : end.getFirst();
        return new Page(found, next);
    }

    Optional<ReservationView> find(UUID checkoutId) {
        return jdbc
                .query(
                        "select " + COLUMNS + " from reservation where checkout_id = ?",
                        (row, number) -> view(row),
                        checkoutId)
                .stream()
                .findFirst()
                .map(view -> view.withReturned(jdbc.query(
                        "select sku, returned from returned_stock where checkout_id = ? order by sku",
                        (row, number) -> new OrderLine(row.getString(1), row.getInt(2)),
                        checkoutId)));
    }

    private ReservationView view(ResultSet row) throws SQLException {
        String shortages = row.getString(4);
        OffsetDateTime expiresAt = row.getObject(6, OffsetDateTime.class);
        return new ReservationView(
                row.getObject(1, UUID.class),
                ReservationStatus.valueOf(row.getString(2)),
                json.readValue(row.getString(3), LINES),
                shortages == null ? null : json.readValue(shortages, SHORTAGES),
                row.getObject(5, OffsetDateTime.class).toInstant(),
                expiresAt == null ? null : expiresAt.toInstant(),
                null);
    }
}
