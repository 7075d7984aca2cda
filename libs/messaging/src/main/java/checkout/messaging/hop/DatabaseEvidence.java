package checkout.messaging.hop;

import checkout.messaging.hop.MessageReport.Answer;
import checkout.messaging.hop.MessageReport.DatabaseFacts;
import checkout.messaging.hop.MessageReport.PendingWork;
import checkout.messaging.hop.MessageReport.Position;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads from the database of a service what it has about a message: inbox, deferred messages, position, answer. */
final class DatabaseEvidence {
    private static final int TIME_ORDERED = 7;
    private static final int UUID_TIME_SHIFT = 16;
    /** How far the clocks of the sender, of this service and of the relay may be apart. */
    private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(1);

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final List<PendingWorkLookup> pendingWork;
    private final long limitMillis;

    /** @param limit how long a statement may take; the server ends it after that */
    DatabaseEvidence(
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            List<PendingWorkLookup> pendingWork,
            Duration limit) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        transaction.setReadOnly(true);
        this.pendingWork = pendingWork;
        this.limitMillis = limit.toMillis();
    }

    DatabaseFacts of(MessageQuestion question, String group) {
        DatabaseFacts arrival = limited(() -> arrival(question, group));
        if (arrival.deferredSince() != null || !question.expectsAnswer()) {
            return arrival;
        }
        // what the inbox has forgotten may have left something behind
        if (!arrival.received() && !mayBeForgotten(question.id(), arrival.remembersSince())) {
            return arrival;
        }
        List<PendingWork> pending = limited(() ->
                pendingWork.stream().flatMap(each -> each.of(question).stream()).toList());
        Answer answer = null;
        String unknown = null;
        try {
            answer = limited(() -> answer(question));
        } catch (DataAccessException tooMany) {
            // outboxes are found by id, and very many rows may have been sent since
            unknown = "its outbox could not be searched in %d ms".formatted(limitMillis);
        }
        return new DatabaseFacts(
                arrival.schema(),
                arrival.received(),
                null,
                null,
                arrival.positions(),
                answer,
                unknown,
                List.copyOf(pending),
                arrival.remembersSince());
    }

    private static boolean mayBeForgotten(UUID id, @Nullable Instant remembersSince) {
        return remembersSince != null
                && id.version() == TIME_ORDERED
                && createdAt(id).isBefore(remembersSince);
    }

    private <T extends @Nullable Object> T limited(Supplier<T> work) {
        return transaction.execute(status -> {
            jdbc.query("select set_config('statement_timeout', ?, true)", row -> {}, Long.toString(limitMillis));
            return work.get();
        });
    }

    private DatabaseFacts arrival(MessageQuestion question, String group) {
        List<Position> positions = jdbc.query(
                """
                select part, next_offset, extract(epoch from clock_timestamp() - moved_at)
                from consumer_position where consumer_group = ? and topic = ? order by part
                """,
                (row, number) -> new Position(row.getInt(1), row.getObject(2, Long.class), row.getDouble(3)),
                group,
                question.topic());
        return Objects.requireNonNull(jdbc.queryForObject(
                """
                select current_schema(), exists (select from inbox where id = ?), d.deferred_at, d.waits_for,
                       (select min(from_time) from message_partition where parent = 'inbox')
                from (values (1)) as one (row) left join deferred_message d on d.id = ?
                """,
                (row, number) -> {
                    Timestamp deferred = row.getTimestamp(3);
                    Timestamp since = row.getTimestamp(5);
                    return new DatabaseFacts(
                            row.getString(1),
                            row.getBoolean(2),
                            deferred == null ? null : deferred.toInstant(),
                            row.getString(4),
                            positions,
                            null,
                            null,
                            List.of(),
                            since == null ? null : since.toInstant());
                },
                question.id(),
                question.id()));
    }

    /** The oldest one, because the first answer of a step is the one that counts. */
    private @Nullable Answer answer(MessageQuestion question) {
        return jdbc
                .query(
                        """
                        select id, type, topic from outbox
                        where id >= id_at(?) and saga_id = ? and step = ? and action = ? and attempt = ?
                        order by id limit 1
                        """,
                        (row, number) -> new Answer(row.getObject(1, UUID.class), row.getString(2), row.getString(3)),
                        Timestamp.from(sentAfter(question.id())),
                        question.sagaId(),
                        question.step(),
                        question.action(),
                        question.attempt())
                .stream()
                .findFirst()
                .orElse(null);
    }

    /** The time that an id of version 7 begins with, less what clocks may differ; the epoch for other ids. */
    static Instant sentAfter(UUID id) {
        return id.version() == TIME_ORDERED ? createdAt(id).minus(CLOCK_DIFFERENCE) : Instant.EPOCH;
    }

    private static Instant createdAt(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> UUID_TIME_SHIFT);
    }
}
