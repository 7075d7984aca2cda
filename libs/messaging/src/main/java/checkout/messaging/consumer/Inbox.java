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

/** Remembers in the transaction of a message's effect that it was received, so that it has that effect once. */
final class Inbox {
    private static final String RECEIVE = """
            insert into inbox (id, type, message_key)
            select * from unnest(?::uuid[], ?::text[], ?::text[])
            on conflict (id) do nothing
            returning id
            """;
    private static final String RECEIVE_AND_KEEP = """
            insert into inbox (id, type, message_key, saga_id, step, action, attempt, payload)
            select * from unnest(?::uuid[], ?::text[], ?::text[], ?::uuid[], ?::text[], ?::text[], ?::int[], ?::text[])
            on conflict (id) do nothing
            returning id
            """;

    private final JdbcTemplate jdbc;
    private final boolean keepsBodies;

    /** @param keepsBodies true where the inbox is also a journal that somebody reads */
    Inbox(JdbcTemplate jdbc, boolean keepsBodies) {
        this.jdbc = jdbc;
        this.keepsBodies = keepsBodies;
    }

    /** Asks which of these were not received before, by their ids; the others are duplicates. */
    Supplier<Set<UUID>> receive(Collection<ReceivedMessage> messages, RoundTrip trip) {
        Columns<ReceivedMessage> columns = Columns.of(messages)
                .uuid(ReceivedMessage::id)
                .text(ReceivedMessage::type)
                .text(ReceivedMessage::key);
        if (keepsBodies) {
            columns.uuid(message -> of(message, Correlation::sagaId))
                    .text(message -> of(message, Correlation::step))
                    .text(message -> of(message, Correlation::action))
                    .integer(message -> of(message, Correlation::attempt))
                    .text(ReceivedMessage::payload);
        }
        return trip.query(keepsBodies ? RECEIVE_AND_KEEP : RECEIVE, columns, rows -> {
            Set<UUID> fresh = new HashSet<>();
            while (rows.next()) {
                fresh.add(rows.getObject(1, UUID.class));
            }
            return fresh;
        });
    }

    /** Remembers a record that could not be read; false if it was received before. */
    boolean receivePoison(UUID id, String type, String key) {
        return jdbc.update(
                        "insert into inbox (id, type, message_key) values (?, ?, ?) on conflict (id) do nothing",
                        id,
                        type,
                        key)
                == 1;
    }

    private static <T> @Nullable T of(ReceivedMessage message, Function<Correlation, @Nullable T> part) {
        Correlation correlation = message.correlation();
        return correlation == null ? null : part.apply(correlation);
    }
}
