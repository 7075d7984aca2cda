package checkout.order.webhook.sending;

import checkout.messaging.sql.Columns;
import checkout.messaging.sql.RoundTrip;
import checkout.order.webhook.sending.FinishedAttempt.Result;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Records attempts, and what they mean for their deliveries and endpoints, in one round trip. An attempt whose lease has
 * run out and that another instance repeats changes its delivery only if it succeeded, and if nobody has asked for the
 * delivery again since. What an endpoint's former URL has answered says nothing about the endpoint.
 */
@Repository
class FinishedAttempts {
    private static final String STATUS = """
            case when done.result = 'DELIVERED' then 'DELIVERED'
                 when done.result = 'ABANDONED' or d.retry_until <= now() then 'FAILED'
                 else 'PENDING' end""";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final SendingSettings settings;

    FinishedAttempts(JdbcTemplate jdbc, TransactionTemplate transaction, SendingSettings settings) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.settings = settings;
    }

    /** What an operator should know: the deliveries that are given up, and the endpoints that are suspended now. */
    record Consequences(List<GivenUp> givenUp, List<Suspended> suspended) {}

    record GivenUp(UUID deliveryId, UUID endpointId, int attempts) {}

    record Suspended(UUID endpointId, String storefront, String reason, int failures, String lastError) {}

    Consequences save(Collection<FinishedAttempt> attempts) {
        return transaction.execute(status -> {
            RoundTrip trip = new RoundTrip(jdbc);
            List<FinishedAttempt> ofEndpoints = attempts.stream()
                    .filter(attempt -> attempt.result() == Result.RETRY
                            || (attempt.result() == Result.DELIVERED
                                    && attempt.delivery().isEndpointFailing()))
                    .toList();
            lockEndpoints(ofEndpoints, trip);
            insert(attempts, trip);
            Supplier<List<GivenUp>> givenUp = endDeliveries(attempts, trip);
            moveWaiting(attempts, trip);
            Supplier<List<Suspended>> suspended = updateEndpoints(ofEndpoints, trip);
            trip.execute();
            return new Consequences(givenUp.get(), suspended.get());
        });
    }

    /** In the order of their ids, because another instance may do the same. */
    private static void lockEndpoints(List<FinishedAttempt> attempts, RoundTrip trip) {
        trip.query(
                "select id from webhook_endpoint where id = any (?::uuid[]) order by id for no key update",
                Columns.of(attempts).uuid(attempt -> attempt.delivery().endpointId()),
                rows -> true);
    }

    private static void insert(Collection<FinishedAttempt> attempts, RoundTrip trip) {
        trip.update(
                """
                insert into webhook_attempt (delivery_id, number, started_at, duration_ms, status, error, answer)
                select done.*
                from unnest(?::uuid[], ?::int[], ?::timestamptz[], ?::bigint[], ?::int[], ?::text[], ?::text[])
                    as done (delivery_id, number, started_at, duration_ms, status, error, answer)
                where exists (select from webhook_delivery d where d.id = done.delivery_id)
                on conflict do nothing
                """,
                Columns.of(attempts)
                        .uuid(attempt -> attempt.delivery().id())
                        .integer(attempt -> attempt.delivery().attempt())
                        .timestamp(FinishedAttempt::startedAt)
                        .bigint(attempt -> attempt.took().toMillis())
                        .integer(FinishedAttempt::status)
                        .text(FinishedAttempt::error)
                        .text(FinishedAttempt::answer));
    }

    /** The last attempt is made when the time for retries is over. */
    private static Supplier<List<GivenUp>> endDeliveries(Collection<FinishedAttempt> attempts, RoundTrip trip) {
        return trip.query(
                """
                update webhook_delivery d
                set status = %s,
                    ended_at = case when %s = 'PENDING' then null else now() end,
                    next_attempt_at = least(now() + done.pause * interval '1 millisecond',
                                            greatest(d.retry_until, now()))
                from unnest(?::uuid[], ?::int[], ?::text[], ?::bigint[]) as done (id, attempt, result, pause)
                where d.id = done.id
                  and (d.status = 'PENDING' and d.attempts = done.attempt
                       or d.status <> 'DELIVERED' and done.result = 'DELIVERED' and done.attempt > d.earlier_attempts)
                returning d.id, d.endpoint_id, d.attempts, d.status
                """.formatted(STATUS, STATUS),
                Columns.of(attempts)
                        .uuid(attempt -> attempt.delivery().id())
                        .integer(attempt -> attempt.delivery().attempt())
                        .text(attempt -> attempt.result().name())
                        .bigint(attempt -> attempt.pause().toMillis()),
                rows -> {
                    List<GivenUp> givenUp = new ArrayList<>();
                    while (rows.next()) {
                        if (rows.getString(4).equals("FAILED")) {
                            givenUp.add(new GivenUp(
                                    rows.getObject(1, UUID.class), rows.getObject(2, UUID.class), rows.getInt(3)));
                        }
                    }
                    return givenUp;
                });
    }

    /**
     * What waits for one of these deliveries becomes due with it, or now if it has ended: otherwise all that wait for an
     * endpoint that fails would be looked at whenever something due is looked for.
     */
    private static void moveWaiting(Collection<FinishedAttempt> attempts, RoundTrip trip) {
        trip.update("""
                update webhook_delivery later
                set next_attempt_at = case when d.status = 'PENDING' then d.next_attempt_at else now() end
                from unnest(?::uuid[]) as done (id) join webhook_delivery d on d.id = done.id
                where later.endpoint_id = d.endpoint_id and later.checkout_id = d.checkout_id and later.seq > d.seq
                  and later.status = 'PENDING'
                  and case when d.status = 'PENDING' then later.next_attempt_at < d.next_attempt_at
                           else later.next_attempt_at > now() and later.retry_until is null end
                """, Columns.of(attempts).uuid(attempt -> attempt.delivery().id()));
    }

    /** A single success among the attempts shows that an endpoint works. */
    private Supplier<List<Suspended>> updateEndpoints(List<FinishedAttempt> attempts, RoundTrip trip) {
        trip.update(
                """
                update webhook_endpoint e
                set failures = 0, failing_since = null, last_error = null
                from unnest(?::uuid[], ?::text[], ?::bool[]) as done (endpoint_id, url, delivered)
                where e.id = done.endpoint_id and e.url = done.url and done.delivered and e.failures > 0
                """,
                Columns.of(attempts)
                        .uuid(attempt -> attempt.delivery().endpointId())
                        .text(attempt -> attempt.delivery().url())
                        .bool(attempt -> attempt.result() == Result.DELIVERED));
        List<FinishedAttempt> failed = attempts.stream()
                .filter(attempt -> attempt.result() == Result.RETRY)
                .sorted(Comparator.comparing(FinishedAttempt::startedAt))
                .toList();
        return trip.query(
                """
                update webhook_endpoint e
                set failures = e.failures + failed.attempts,
                    failing_since = coalesce(e.failing_since, now()),
                    last_error = failed.error,
                    not_before = greatest(e.not_before, now() + failed.retry_after * interval '1 millisecond'),
                    status = case when failed.suspend then 'SUSPENDED' else e.status end,
                    suspension_reason = case when failed.gone then 'GONE' when failed.suspend then 'FAILING' end,
                    suspended_at = case when failed.suspend then now() end
                from (select each.endpoint_id, count(*) as attempts, (array_agg(each.error order by each.nr desc))[1] as error,
                             max(each.retry_after) as retry_after, bool_or(each.gone) as gone,
                             bool_or(each.gone)
                                 or (min(old.failures) + count(*) >= min(each.min_failures)
                                     and min(old.failing_since) <= now() - min(each.min_millis) * interval '1 millisecond')
                                 as suspend
                      from unnest(?::uuid[], ?::text[], ?::text[], ?::bool[], ?::bigint[], ?::int[], ?::bigint[]) with ordinality
                          as each (endpoint_id, url, error, gone, retry_after, min_failures, min_millis, nr)
                      join webhook_endpoint old on old.id = each.endpoint_id and old.url = each.url
                      group by each.endpoint_id) as failed
                where e.id = failed.endpoint_id and e.status = 'ACTIVE'
                returning e.id, e.storefront, e.suspension_reason, e.failures, e.last_error
                """,
                Columns.of(failed)
                        .uuid(attempt -> attempt.delivery().endpointId())
                        .text(attempt -> attempt.delivery().url())
                        .text(FinishedAttempt::error)
                        .bool(FinishedAttempt::isGone)
                        .bigint(attempt -> attempt.retryAfter().toMillis())
                        .integer(attempt -> settings.suspendAfterFailures())
                        .bigint(attempt -> settings.suspendAfter().toMillis()),
                rows -> {
                    List<Suspended> suspended = new ArrayList<>();
                    while (rows.next()) {
                        if (rows.getString(3) != null) {
                            suspended.add(new Suspended(
                                    rows.getObject(1, UUID.class),
                                    rows.getString(2),
                                    rows.getString(3),
                                    rows.getInt(4),
                                    rows.getString(5)));
                        }
                    }
                    return suspended;
                });
    }
}
