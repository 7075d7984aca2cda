package checkout.order.overdue;

import checkout.messaging.Effects;
import checkout.messaging.sql.Columns;
import checkout.order.overdue.OverdueApi.OverdueView;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The {@code overdue} and {@code overdue_scan} tables. Every time in them is the database's: the clock of an instance makes
 * nothing overdue.
 */
@Repository
class Overdue {
    /** Limits how much one scan reads after a long outage. */
    private static final String MAX_SCANNED = "1 hour";

    private static final int MAX_DELETED = 5_000;
    private static final int MAX_DOUBLINGS = 10;

    private final JdbcTemplate jdbc;

    Overdue(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** How many are overdue, and how many of those are no longer started again. */
    record Counts(int overdue, int givenUp) {}

    /**
     * Records the orders or returns that have become overdue since the last scan, and returns whether the scan is complete.
     * Another instance that is scanning now is not waited for. A scan that came further than now went by a clock of the
     * database that has been corrected since; what is placed from now on is scanned again.
     */
    @Transactional
    public boolean scan(OverdueKind kind, Duration after) {
        List<Span> due = jdbc.query(
                """
                select least(scanned_to, now() - ?::interval), least(now() - ?::interval, scanned_to + ?::interval),
                       scanned_to + ?::interval < now() - ?::interval
                from overdue_scan
                where kind = ? and scanned_to <> now() - ?::interval
                for update skip locked
                """,
                (row, number) -> new Span(row.getTimestamp(1), row.getTimestamp(2), row.getBoolean(3)),
                millis(after),
                millis(after),
                MAX_SCANNED,
                MAX_SCANNED,
                millis(after),
                kind.name(),
                millis(after));
        if (due.isEmpty()) {
            return true;
        }
        Span span = due.getFirst();
        jdbc.update(pending(kind), span.from(), span.to());
        jdbc.update("update overdue_scan set scanned_to = ? where kind = ?", span.to(), kind.name());
        return !span.hasMore();
    }

    private record Span(Timestamp from, Timestamp to, boolean hasMore) {}

    private static String pending(OverdueKind kind) {
        return switch (kind) {
            case ORDER -> """
                insert into overdue (id, kind, order_id)
                select id, 'ORDER', id from orders
                where status = 'PENDING' and placed_at >= ? and placed_at < ?
                on conflict (id) do nothing
                """;
            case RETURN -> """
                insert into overdue (id, kind, order_id)
                select id, 'RETURN', order_id from order_return
                where status = 'PENDING' and requested_at >= ? and requested_at < ?
                on conflict (id) do nothing
                """;
        };
    }

    /** Deletes what has ended, and returns whether that was all. */
    boolean deleteEnded() {
        return jdbc.update("""
                delete from overdue where id = any (array(
                    select w.id from overdue w
                    where (w.kind = 'ORDER' and exists (
                               select from orders o where o.id = w.id and o.status <> 'PENDING'))
                       or (w.kind = 'RETURN' and exists (
                               select from order_return r where r.id = w.id and r.status <> 'PENDING'))
                    limit ?
                    for update skip locked
                ))
                """, MAX_DELETED) < MAX_DELETED;
    }

    /** Locks what is due to be tried again, except what another instance has locked. */
    List<OverdueItem> lockDue(int maxTries, int limit) {
        return jdbc.query(
                """
                select id, kind, order_id, tries from overdue
                where next_try_at <= now() and tries < ?
                order by next_try_at
                limit ?
                for update skip locked
                """,
                (row, number) -> new OverdueItem(
                        row.getObject(1, UUID.class),
                        OverdueKind.valueOf(row.getString(2)),
                        row.getObject(3, UUID.class),
                        row.getInt(4)),
                maxTries,
                limit);
    }

    /** Counts a try of each; the pause before the next one doubles with every try, and is jittered by up to a quarter. */
    void tried(Collection<OverdueItem> items, Duration backoff, Effects effects) {
        long millis = backoff.toMillis();
        effects.write("""
                update overdue
                set tries = overdue.tries + 1,
                    next_try_at = now() + new.pause * interval '1 millisecond' * (1 + random() / 4)
                from unnest(?::uuid[], ?::bigint[]) as new (id, pause)
                where overdue.id = new.id
                """, items, rows -> Columns.of(rows)
                .uuid(OverdueItem::id)
                .bigint(item -> millis << Math.min(item.tries(), MAX_DOUBLINGS)));
    }

    /** Counts as many tries as there are, so that none follows. */
    void giveUp(Collection<OverdueItem> items, int maxTries, Effects effects) {
        effects.write("""
                update overdue set tries = new.tries
                from unnest(?::uuid[], ?::int[]) as new (id, tries)
                where overdue.id = new.id
                """, items, rows -> Columns.of(rows).uuid(OverdueItem::id).integer(item -> maxTries));
    }

    /** Whether this order is overdue and its saga is no longer started again. */
    boolean isGivenUp(UUID order, int maxTries) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "select exists (select from overdue where id = ? and kind = 'ORDER' and tries >= ?)",
                Boolean.class,
                order,
                maxTries));
    }

    /** What is pending and overdue, the longest first. */
    List<OverdueView> list(int maxTries, int limit) {
        return jdbc.query(
                """
                select kind, id, order_id, found_at, tries, case when tries < ? then next_try_at end from overdue
                order by found_at, id
                limit ?
                """,
                (row, number) -> {
                    Timestamp next = row.getTimestamp(6);
                    return new OverdueView(
                            OverdueKind.valueOf(row.getString(1)),
                            row.getObject(2, UUID.class),
                            row.getObject(3, UUID.class),
                            row.getTimestamp(4).toInstant(),
                            row.getInt(5),
                            next == null ? null : next.toInstant());
                },
                maxTries,
                limit);
    }

    Counts count(int maxTries) {
        return jdbc.query(
                        "select count(*), count(*) filter (where tries >= ?) from overdue",
                        (row, number) -> new Counts(row.getInt(1), row.getInt(2)),
                        maxTries)
                .getFirst();
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + " milliseconds";
    }
}
