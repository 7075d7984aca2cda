package checkout.messaging.consumer;

import checkout.messaging.Correlation;
import checkout.messaging.ReceivedMessage;
import checkout.messaging.sql.Columns;
import checkout.messaging.sql.RoundTrip;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Records received messages in the transaction of their effects, so that each message has its effect once. */
final class Inbox {
    private static final String INSERT = """
            insert into inbox (id, type, message_key)
            select * from unnest(?::uuid[], ?::text[], ?::text[])
            on conflict (id) do nothing
            returning id, exists (select from deferred_message)
            """;
    private static final String INSERT_WITH_BODY = """
            insert into inbox (id, type, message_key, saga_id, step, action, attempt, payload)
            select * from unnest(?::uuid[], ?::text[], ?::text[], ?::uuid[], ?::text[], ?::text[], ?::int[], ?::text[])
            on conflict (id) do nothing
            returning id, exists (select from deferred_message)
            """;

    private final JdbcTemplate jdbc;
    private final boolean storesBodies;

    /** @param storesBodies whether the inbox also serves as a journal */
    Inbox(JdbcTemplate jdbc, boolean storesBodies) {
        this.jdbc = jdbc;
        this.storesBodies = storesBodies;
    }

    /**
     * The messages of a poll that are new; the others are duplicates.
     *
     * @param someDeferred whether the database holds deferred messages, of any subscription
     */
    record Received(Set<UUID> newIds, boolean someDeferred) {}

    /** Records these messages. */
    Supplier<Received> receive(Collection<ReceivedMessage> messages, RoundTrip trip) {
        Columns<ReceivedMessage> columns = Columns.of(messages)
                .uuid(ReceivedMessage::id)
                .text(ReceivedMessage::type)
                .text(ReceivedMessage::key);
        if (storesBodies) {
            columns.uuid(message -> of(message, Correlation::sagaId))
                    .text(message -> of(message, Correlation::step))
                    .text(message -> of(message, Correlation::action))
                    .integer(message -> of(message, Correlation::attempt))
                    .text(ReceivedMessage::payload);
        }
        return trip.query(storesBodies ? INSERT_WITH_BODY : INSERT, columns, rows -> {
            Set<UUID> newIds = new HashSet<>();
            boolean someDeferred = false;
            while (rows.next()) {
                newIds.add(rows.getObject(1, UUID.class));
                someDeferred = rows.getBoolean(2);
            }
            return new Received(newIds, someDeferred);
        });
    }

    /** Records a record that goes to the dead letters; false if it was received before. */
    boolean receivePoison(UUID id, String type, String key) {
        return jdbc.update(
                        "insert into inbox (id, type, message_key) values (?, ?, ?) on conflict (id) do nothing",
                        id,
                        type,
                        key)
                == 1;
    }

    boolean contains(UUID id) {
        return Boolean.TRUE.equals(
                jdbc.queryForObject("select exists (select from inbox where id = ?)", Boolean.class, id));
    }

    private static <T> @Nullable T of(ReceivedMessage message, Function<Correlation, @Nullable T> part) {
        Correlation correlation = message.correlation();
        return correlation == null ? null : part.apply(correlation);
    }
}
