package checkout.order.webhook.delivery;

import checkout.order.webhook.event.EventType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The {@code webhook_delivery} and {@code webhook_attempt} tables as their API reads and changes them. */
@Repository
public class Deliveries {
    private static final int MAX_ATTEMPTS_SHOWN = 50;

    /** Limits each transaction, so that none holds many rows that the dispatcher needs. */
    private static final int BATCH = 1_000;

    /**
     * A range of one, so that the deliveries have the order of an index that begins with the endpoint; of an equal one,
     * PostgreSQL may read the primary key past the newer deliveries of all others.
     */
    private static final String OF_ENDPOINT = "d.endpoint_id >= e.id and d.endpoint_id <= e.id";

    /** Literals, so that an index of the deliveries of one status can be used. */
    private static final Map<String, String> STATUS_IS = Arrays.stream(DeliveryStatus.values())
            .collect(Collectors.toMap(DeliveryStatus::name, " and d.status = '%s'"::formatted));

    /** How many deliveries of an endpoint are searched for those of a status or an event at once. */
    private static final int MAX_SEARCHED = 2_000;

    private static final String COLUMNS = """
            d.id, d.endpoint_id, e.storefront, d.event_type, d.checkout_id, d.subject_id, d.status, d.attempts,
            d.created_at, case when d.status = 'PENDING' then d.next_attempt_at end as next_attempt_at, d.ended_at""";

    private final JdbcTemplate jdbc;

    Deliveries(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The first {@code limit} deliveries that match, newest first. Those of a storefront, an endpoint or a checkout are looked
     * for endpoint by endpoint, so that their list does not read the deliveries of all others. No index has the status and
     * the type of the event, so only so many deliveries of an endpoint are searched for one at a time.
     */
    DeliveryPage page(DeliveryFilter filter, int limit) {
        Optional<UUID> searchedTo = filter.isSearch() ? searchedTo(filter) : Optional.empty();
        List<Delivery> found = find(filter, searchedTo.orElse(null), limit);
        return new DeliveryPage(found, found.size() == limit ? null : searchedTo.orElse(null));
    }

    /** Where the search ends: at the end of the first endpoint's; empty if there are fewer deliveries than are searched. */
    private Optional<UUID> searchedTo(DeliveryFilter filter) {
        List<Object> arguments = new ArrayList<>(List.of(filter.before()));
        String last = "select id from webhook_delivery d where %s d.id < ? order by %s d.id desc offset %d limit 1";
        String statement = last.formatted("", "", MAX_SEARCHED - 1);
        if (!filter.isOfAll()) {
            Conditions ofEndpoints = ofEndpoints(filter);
            arguments.addAll(ofEndpoints.arguments);
            statement = """
                    select d.id from webhook_endpoint e cross join lateral (%s) d where %s order by d.id desc limit 1
                    """.formatted(
                    last.formatted(OF_ENDPOINT + " and", "d.endpoint_id desc,", MAX_SEARCHED - 1), ofEndpoints.sql);
        }
        return jdbc.queryForList(statement, UUID.class, arguments.toArray()).stream()
                .findFirst();
    }

    private static Conditions ofEndpoints(DeliveryFilter filter) {
        return new Conditions("e.status <> 'DELETED'")
                .and("e.storefront = ?", filter.storefront())
                .and("e.id = ?", filter.endpointId());
    }

    private List<Delivery> find(DeliveryFilter filter, @Nullable UUID from, int limit) {
        Conditions ofEndpoints = ofEndpoints(filter);
        Conditions ofDeliveries = new Conditions(
                        OF_ENDPOINT + (filter.status() == null ? "" : STATUS_IS.get(filter.status())))
                .and("d.id < ?", filter.before())
                .and("d.id >= ?", from)
                .and("d.checkout_id = ?", filter.checkoutId())
                .and("d.event_type = ?", filter.eventType());
        List<Object> arguments = new ArrayList<>(ofDeliveries.arguments);
        if (filter.isOfAll()) {
            arguments.add(limit);
            return jdbc.query(
                    """
                    select %s
                    from webhook_delivery d join webhook_endpoint e on %s
                    where %s
                    order by d.id desc
                    limit ?
                    """.formatted(COLUMNS, ofDeliveries.sql, ofEndpoints.sql), this::read, arguments.toArray());
        }
        arguments.add(limit);
        arguments.addAll(ofEndpoints.arguments);
        arguments.add(limit);
        return jdbc.query("""
                select %s
                from webhook_endpoint e
                cross join lateral (
                    select * from webhook_delivery d where %s order by d.endpoint_id desc, d.id desc limit ?
                ) d
                where %s
                order by d.id desc
                limit ?
                """.formatted(COLUMNS, ofDeliveries.sql, ofEndpoints.sql), this::read, arguments.toArray());
    }

    /** Only what is asked for is in the statement, so that its plan fits what is asked for. */
    private static final class Conditions {
        private final StringBuilder sql;
        private final List<Object> arguments = new ArrayList<>();

        Conditions(String always) {
            this.sql = new StringBuilder(always);
        }

        Conditions and(String condition, @Nullable Object wanted) {
            if (wanted != null) {
                sql.append(" and ").append(condition);
                arguments.add(wanted);
            }
            return this;
        }
    }

    /** The delivery, if it belongs to this storefront or the storefront is null. */
    Optional<Delivery> find(UUID id, @Nullable String storefront) {
        return jdbc.query("""
                        select %s
                        from webhook_delivery d join webhook_endpoint e on e.id = d.endpoint_id
                        where d.id = ? and (?::text is null or e.storefront = ?) and e.status <> 'DELETED'
                        """.formatted(COLUMNS), this::read, id, storefront, storefront).stream()
                .findFirst();
    }

    /** The latest attempts of a delivery, newest first. */
    List<Attempt> attempts(UUID deliveryId) {
        return jdbc.query(
                """
                select number, started_at, duration_ms, status, error, answer from webhook_attempt
                where delivery_id = ?
                order by number desc
                limit ?
                """,
                (row, number) -> new Attempt(
                        row.getInt(1),
                        row.getTimestamp(2).toInstant(),
                        row.getLong(3),
                        row.getObject(4, Integer.class),
                        row.getString(5),
                        row.getString(6)),
                deliveryId,
                MAX_ATTEMPTS_SHOWN);
    }

    /** Inserts the delivery of a test to an active endpoint; empty if it is not active. */
    Optional<UUID> insertTest(UUID endpointId) {
        return jdbc
                .query("""
                        insert into webhook_delivery (id, endpoint_id, event_type, subject_id)
                        select test.id, e.id, ?, test.id
                        from webhook_endpoint e, next_webhook_delivery_id() as test (id)
                        where e.id = ? and e.status = 'ACTIVE'
                        returning id
                        """, (row, number) -> row.getObject(1, UUID.class), EventType.TEST.wireName(), endpointId)
                .stream()
                .findFirst();
    }

    /** Asks for a delivery again, whatever its status; one that is pending is attempted without further delay. */
    boolean redeliver(UUID id) {
        return jdbc.update("""
                update webhook_delivery d
                set status = 'PENDING', ended_at = null, next_attempt_at = now(), retry_until = null,
                    earlier_attempts = attempts
                from webhook_endpoint e
                where d.id = ? and e.id = d.endpoint_id and e.status <> 'DELETED'
                """, id) == 1;
    }

    /** Asks again for the failed deliveries of an endpoint of events since this time, and returns how many there were. */
    int redeliverFailed(UUID endpointId, Instant since) {
        return inBatches("""
                update webhook_delivery
                set status = 'PENDING', ended_at = null, next_attempt_at = now(), retry_until = null,
                    earlier_attempts = attempts
                where id = any (array(
                    select id from webhook_delivery
                    where endpoint_id = ? and status = 'FAILED' and created_at >= ?
                    order by id
                    limit ?
                    for update
                ))
                """, endpointId, Timestamp.from(since), BATCH);
    }

    /** Lets the pending deliveries of an endpoint begin anew: at once, and with the whole time for retries. */
    int restartPending(UUID endpointId) {
        return inBatches("""
                update webhook_delivery
                set next_attempt_at = now(), retry_until = null, earlier_attempts = attempts
                where id = any (array(
                    select id from webhook_delivery
                    where endpoint_id = ? and status = 'PENDING' and retry_until is not null
                    order by id
                    limit ?
                    for update
                ))
                """, endpointId, BATCH);
    }

    private int inBatches(String update, Object... arguments) {
        int all = 0;
        int batch;
        do {
            batch = jdbc.update(update, arguments);
            all += batch;
        } while (batch == BATCH);
        return all;
    }

    /** Deletes a batch of the deliveries that are older than this. */
    Deleted deleteOlderThan(Duration age, int limit) {
        return delete("""
                select id from webhook_delivery
                where id < id_at(now() - ?::bigint * interval '1 millisecond')
                order by id
                limit ?
                for update skip locked
                """, age.toMillis(), limit);
    }

    /** Deletes a batch of the deliveries of deleted endpoints. */
    Deleted deleteOfDeletedEndpoints(int limit) {
        return delete("""
                select d.id from webhook_endpoint e join webhook_delivery d on d.endpoint_id = e.id
                where e.status = 'DELETED'
                limit ?
                for update of d skip locked
                """, limit);
    }

    /** An array is read once; rows that are read in a condition may be read, and locked, once for every row of the table. */
    private Deleted delete(String ids, Object... arguments) {
        return jdbc.query("""
                        with deleted as (delete from webhook_delivery where id = any (array(%s)) returning status)
                        select count(*), count(*) filter (where status = 'PENDING') from deleted
                        """.formatted(ids), (row, number) -> new Deleted(row.getInt(1), row.getInt(2)), arguments)
                .getFirst();
    }

    /** How many deliveries were deleted, and how many of them were still to be sent. */
    record Deleted(int all, int pending) {}

    private Delivery read(ResultSet row, int rowNumber) throws SQLException {
        Timestamp nextAttemptAt = row.getTimestamp("next_attempt_at");
        Timestamp endedAt = row.getTimestamp("ended_at");
        return new Delivery(
                row.getObject("id", UUID.class),
                row.getObject("endpoint_id", UUID.class),
                row.getString("storefront"),
                row.getString("event_type"),
                row.getObject("checkout_id", UUID.class),
                row.getObject("subject_id", UUID.class),
                DeliveryStatus.valueOf(row.getString("status")),
                row.getInt("attempts"),
                row.getTimestamp("created_at").toInstant(),
                nextAttemptAt == null ? null : nextAttemptAt.toInstant(),
                endedAt == null ? null : endedAt.toInstant());
    }
}
