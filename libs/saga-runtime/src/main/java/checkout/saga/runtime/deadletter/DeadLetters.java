package checkout.saga.runtime.deadletter;

import checkout.messaging.Correlation;
import checkout.messaging.sql.Columns;
import checkout.saga.runtime.deadletter.DeadLetter.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Repository;

/** The table of the dead letters. */
@Repository
class DeadLetters {
    /** A letter is in memory several times over while it is sent again and its secrets are removed. */
    private static final int PORTION_BYTES = 1_000_000;

    private final JdbcTemplate jdbc;

    DeadLetters(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Inserts dead letters; one that exists is left as it is. */
    void insert(List<DeadLetter> letters) {
        jdbc.update(
                """
                insert into dead_letter (id, topic, origin_partition, origin_offset, message_id, message_key, type,
                                         consumer_group, reason, stack, payload, encoding, headers,
                                         saga_id, step, action, attempt, traceparent)
                select * from unnest(?::uuid[], ?::text[], ?::int[], ?::bigint[], ?::text[], ?::text[], ?::text[],
                                     ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                                     ?::uuid[], ?::text[], ?::text[], ?::int[], ?::text[])
                on conflict (id) do nothing
                """,
                Columns.of(letters)
                        .uuid(DeadLetter::id)
                        .text(DeadLetter::topic)
                        .integer(DeadLetter::partition)
                        .bigint(DeadLetter::offset)
                        .text(DeadLetter::messageId)
                        .text(DeadLetter::key)
                        .text(DeadLetter::type)
                        .text(DeadLetter::group)
                        .text(DeadLetter::reason)
                        .text(DeadLetter::stack)
                        .text(DeadLetter::payload)
                        .text(DeadLetter::encoding)
                        .text(DeadLetter::headers)
                        .uuid(DeadLetter::sagaId)
                        .text(letter -> of(letter, Correlation::step))
                        .text(letter -> of(letter, Correlation::action))
                        .integer(letter -> of(letter, Correlation::attempt))
                        .text(DeadLetter::traceparent));
    }

    private static <T> @Nullable T of(DeadLetter letter, Function<Correlation, @Nullable T> part) {
        return letter.correlation() == null ? null : part.apply(letter.correlation());
    }

    Optional<DeadLetter> find(UUID id) {
        return jdbc.query("select * from dead_letter where id = ?", DeadLetters::letter, id).stream()
                .findFirst();
    }

    /** The letter that was sent again as this message, which then died again. */
    Optional<UUID> redrivenAs(UUID message) {
        return jdbc
                .query(
                        "select id from dead_letter where redriven_as = ?",
                        (row, number) -> row.getObject(1, UUID.class),
                        message)
                .stream()
                .findFirst();
    }

    /** Newest first. */
    List<DeadLetterSummary> page(DeadLetterFilter filter, UUID below, int limit) {
        return page(DeadLetterSummary.COLUMNS, DeadLetterSummary::of, filter, below, limit);
    }

    /** The ids of the same. */
    List<UUID> ids(DeadLetterFilter filter, UUID below, int limit) {
        return page("id", (row, number) -> row.getObject(1, UUID.class), filter, below, limit);
    }

    private <T> List<T> page(String columns, RowMapper<T> of, DeadLetterFilter filter, UUID below, int limit) {
        List<Object> arguments = new ArrayList<>(List.of(below));
        List<String> where = new ArrayList<>(List.of("id < ?"));
        where.addAll(filter.conditions(arguments));
        arguments.add(limit);
        return jdbc.query(
                "select %s from dead_letter where %s order by id desc limit ?"
                        .formatted(columns, String.join(" and ", where)),
                of,
                arguments.toArray());
    }

    /**
     * Locks those of the given dead letters that exist, in the order of their ids, and returns their ids in portions: the letters of
     * one fit in memory together. A large one is alone.
     */
    List<List<UUID>> lock(Collection<UUID> ids) {
        List<List<UUID>> portions = new ArrayList<>();
        AtomicLong bytes = new AtomicLong();
        jdbc.query("""
                select id, octet_length(payload)::bigint + octet_length(headers) + coalesce(octet_length(stack), 0)
                from dead_letter where id = any (?::uuid[]) order by id for update
                """, Columns.of(ids).uuid(id -> id), (RowCallbackHandler) row -> {
            if (portions.isEmpty() || bytes.addAndGet(row.getLong(2)) > PORTION_BYTES) {
                portions.add(new ArrayList<>());
                bytes.set(row.getLong(2));
            }
            portions.getLast().add(row.getObject(1, UUID.class));
        });
        return portions;
    }

    /** Whole letters that the caller has locked, in the order of their ids. */
    List<DeadLetter> read(Collection<UUID> locked) {
        return jdbc.query(
                "select * from dead_letter where id = any (?::uuid[]) order by id",
                Columns.of(locked).uuid(id -> id),
                DeadLetters::letter);
    }

    /**
     * A letter that is settled. What is kept of it for the record has no secrets.
     *
     * @param redrivenAs its redriven message; null if it is discarded
     * @param payload null if it holds no secret, so that it stays as it is
     */
    record Settled(
            UUID id,
            @Nullable UUID redrivenAs,
            @Nullable String payload,
            String reason,
            @Nullable String stack,
            String headers) {}

    /** Settles open dead letters that the caller has locked. */
    void settle(List<Settled> settled, Status status, String who, String why) {
        jdbc.update(
                """
                update dead_letter
                set status = new.status, settled_at = clock_timestamp(), settled_by = new.who, settled_why = new.why,
                    redriven_as = new.message, payload = coalesce(new.payload, dead_letter.payload),
                    encoding = case when new.payload is null then encoding end, reason = new.reason, stack = new.stack,
                    headers = new.headers
                from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                  as new (id, message, status, who, why, payload, reason, stack, headers)
                where dead_letter.id = new.id and dead_letter.status = 'OPEN'
                """,
                Columns.of(settled)
                        .uuid(Settled::id)
                        .uuid(Settled::redrivenAs)
                        .text(each -> status.name())
                        .text(each -> who)
                        .text(each -> why)
                        .text(Settled::payload)
                        .text(Settled::reason)
                        .text(Settled::stack)
                        .text(Settled::headers));
    }

    /** Deletes dead letters that were settled longer ago than this, up to a limit. */
    int delete(Duration age, int limit) {
        return jdbc.update("""
                delete from dead_letter
                where id = any (array(
                  select id from dead_letter
                  where status <> 'OPEN' and settled_at < clock_timestamp() - ?::interval
                  order by settled_at
                  limit ?))
                """, age.toMillis() + " milliseconds", limit);
    }

    private static DeadLetter letter(ResultSet row, int number) throws SQLException {
        UUID saga = row.getObject("saga_id", UUID.class);
        return new DeadLetter(
                row.getObject("id", UUID.class),
                row.getString("topic"),
                row.getObject("origin_partition", Integer.class),
                row.getObject("origin_offset", Long.class),
                row.getString("message_id"),
                row.getString("message_key"),
                row.getString("type"),
                row.getString("consumer_group"),
                row.getString("reason"),
                row.getString("stack"),
                row.getString("payload"),
                row.getString("encoding"),
                row.getString("headers"),
                saga == null
                        ? null
                        : new Correlation(
                                saga,
                                row.getString("step"),
                                row.getString("action"),
                                row.getObject("attempt", Integer.class)),
                row.getString("traceparent"),
                row.getTimestamp("received_at").toInstant(),
                Status.valueOf(row.getString("status")),
                DeadLetterSummary.settlement(row));
    }
}
