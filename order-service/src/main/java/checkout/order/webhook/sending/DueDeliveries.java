package checkout.order.webhook.sending;

import checkout.messaging.sql.Columns;
import checkout.order.webhook.event.EventSubject;
import checkout.order.webhook.event.EventType;
import checkout.order.webhook.secret.EncryptedSecret;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * Takes due deliveries from the {@code webhook_delivery} table. A taken one becomes due again when its lease runs out, so
 * that another instance attempts what a killed one has taken.
 */
@Repository
class DueDeliveries {
    /**
     * Of each endpoint and of each storefront, as many as they have free slots, because receivers that are slow occupy theirs
     * for long. Storefronts with few attempts under way come first, and of each its endpoints with few. All endpoints that
     * fail count together like one storefront, whose share is half of the slots, because those of many storefronts hang
     * together. A delivery waits for those of its checkout that were recorded before it. One of a type that only a newer
     * instance knows is left to it.
     */
    private static final String TAKE = """
            with busy as materialized (
                select * from unnest(?::uuid[], ?::int[]) as busy (endpoint_id, attempts)
            ), busy_storefront as materialized (
                select e.storefront, sum(busy.attempts) as attempts
                from busy join webhook_endpoint e on e.id = busy.endpoint_id
                group by e.storefront
            ), candidate as materialized (
                select one.id, e.failures > 0 as failing,
                       coalesce(b.attempts, 0)
                           + row_number() over (partition by e.storefront order by coalesce(busy.attempts, 0), random())
                           as place,
                       row_number() over (partition by e.failures > 0 order by random()) as place_of_failing
                from webhook_endpoint e
                left join busy on busy.endpoint_id = e.id
                left join busy_storefront b on b.storefront = e.storefront
                cross join lateral (
                    select d.id from webhook_delivery d
                    where d.endpoint_id = e.id and d.status = 'PENDING' and d.next_attempt_at <= now()
                      and d.event_type = any (?::text[])
                      and not exists (
                          select from webhook_delivery earlier
                          where earlier.endpoint_id = d.endpoint_id and earlier.checkout_id = d.checkout_id
                            and earlier.status = 'PENDING' and earlier.seq < d.seq)
                    order by d.next_attempt_at
                    limit greatest(0, case when e.failures = 0 then ? else 1 end - coalesce(busy.attempts, 0))
                    for update skip locked
                ) one
                where e.status = 'ACTIVE' and e.not_before <= now()
            ), failing_busy as materialized (
                select coalesce(sum(busy.attempts), 0) as attempts
                from busy join webhook_endpoint e on e.id = busy.endpoint_id and e.failures > 0
            ), due as materialized (
                select id
                from candidate cross join failing_busy
                where place <= ? and (not failing or failing_busy.attempts + place_of_failing <= ?)
                order by case when failing then greatest(place, failing_busy.attempts + place_of_failing) else place end,
                         random()
                limit ?
            )
            update webhook_delivery d
            set attempts = d.attempts + 1,
                next_attempt_at = now() + ?::bigint * interval '1 millisecond',
                retry_until = coalesce(d.retry_until, now() + ?::bigint * interval '1 millisecond')
            from due, webhook_endpoint e
            where d.id = due.id and e.id = d.endpoint_id
            returning d.id, d.endpoint_id, d.event_type, d.subject_id, d.created_at, d.attempts,
                      d.attempts - 1 - d.earlier_attempts as failures, e.url, e.failures > 0 as failing, e.secret,
                      case when e.previous_secret_until > now() then e.previous_secret end as previous_secret,
                      now() as taken_at
            """;

    private final JdbcTemplate jdbc;
    private final SendingSettings settings;

    DueDeliveries(JdbcTemplate jdbc, SendingSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /**
     * Takes up to {@code limit} due deliveries.
     *
     * @param busy the attempts of this instance that are under way, by endpoint
     */
    List<DueDelivery> take(Map<UUID, Integer> busy, int limit, Duration lease) {
        List<Map.Entry<UUID, Integer>> entries = List.copyOf(busy.entrySet());
        return jdbc.query(
                connection -> {
                    var statement = connection.prepareStatement(TAKE);
                    Columns.of(entries)
                            .uuid(Map.Entry::getKey)
                            .integer(Map.Entry::getValue)
                            .setValues(statement);
                    statement.setArray(
                            3,
                            connection.createArrayOf("text", EventType.names().toArray()));
                    statement.setInt(4, settings.maxPerEndpoint());
                    statement.setInt(5, settings.maxPerStorefront());
                    statement.setInt(6, settings.maxFailing());
                    statement.setInt(7, limit);
                    statement.setLong(8, lease.toMillis());
                    statement.setLong(9, settings.retryFor().toMillis());
                    return statement;
                },
                (row, number) -> read(row));
    }

    private static DueDelivery read(ResultSet row) throws SQLException {
        String type = row.getString("event_type");
        byte[] previousSecret = row.getBytes("previous_secret");
        return new DueDelivery(
                row.getObject("id", UUID.class),
                new EventSubject(
                        EventType.named(type)
                                .orElseThrow(() -> new IllegalStateException("Unknown event type " + type)),
                        row.getObject("subject_id", UUID.class),
                        row.getObject("endpoint_id", UUID.class),
                        row.getTimestamp("created_at").toInstant()),
                row.getInt("attempts"),
                row.getInt("failures"),
                row.getString("url"),
                row.getBoolean("failing"),
                new EncryptedSecret(row.getBytes("secret")),
                previousSecret == null ? null : new EncryptedSecret(previousSecret),
                new DatabaseClock(row.getTimestamp("taken_at").toInstant(), System.nanoTime()));
    }
}
