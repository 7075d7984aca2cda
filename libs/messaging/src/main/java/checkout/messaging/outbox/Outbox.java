package checkout.messaging.outbox;

import checkout.messaging.Correlation;
import checkout.messaging.Effects;
import checkout.messaging.MessageIds;
import checkout.messaging.MessageTypeRegistry;
import checkout.messaging.Traceparent;
import checkout.messaging.sql.Columns;
import checkout.messaging.sql.RoundTrip;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Appends messages in the caller's transaction; the relay publishes them after the commit. */
public final class Outbox {
    private static final String APPEND = """
            insert into outbox (id, topic, message_key, type, saga_id, step, action, attempt, traceparent, headers, payload)
            select * from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::uuid[], ?::text[], ?::text[], ?::int[],
                                 ?::text[], ?::text[], ?::text[])
            """;

    private final JdbcTemplate jdbc;
    private final MessageTypeRegistry messageTypes;
    private final JsonMapper json;
    private final int maxBytes;

    public Outbox(JdbcTemplate jdbc, MessageTypeRegistry messageTypes, JsonMapper json, OutboxSettings settings) {
        this.maxBytes = settings.maxMessageBytes();
        this.jdbc = jdbc;
        this.messageTypes = messageTypes;
        this.json = json;
    }

    /** Executes the writes and appends the messages. */
    public void send(Effects effects) {
        RoundTrip trip = new RoundTrip(jdbc);
        send(effects, trip);
        trip.execute();
    }

    /** Adds the writes and the messages to a round trip. */
    public void send(Effects effects, RoundTrip trip) {
        effects.writes().forEach(write -> trip.update(write.sql(), write.rows()));
        if (!effects.messages().isEmpty()) {
            trip.update(
                    APPEND, columns(effects.messages().stream().map(this::row).toList()));
        }
    }

    public OutboxRow row(Effects.OutgoingMessage message) {
        MessageTypeRegistry.Entry type = messageTypes.of(message.body());
        UUID id = message.id();
        return new OutboxRow(
                id == null ? MessageIds.next() : id,
                type.topic(),
                message.key(),
                type.name(),
                message.correlation(),
                Traceparent.orNew(message.traceparent()),
                null,
                json.writeValueAsString(message.body()));
    }

    /** Appends all rows with one statement, in the given order. */
    public void append(List<OutboxRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        jdbc.update(APPEND, columns(rows));
    }

    private Columns<OutboxRow> columns(List<OutboxRow> rows) {
        rows.forEach(row -> row.requireAtMost(maxBytes));
        return Columns.of(rows)
                .uuid(OutboxRow::id)
                .text(OutboxRow::topic)
                .text(OutboxRow::key)
                .text(OutboxRow::type)
                .uuid(row -> of(row, Correlation::sagaId))
                .text(row -> of(row, Correlation::step))
                .text(row -> of(row, Correlation::action))
                .integer(row -> of(row, Correlation::attempt))
                .text(OutboxRow::traceparent)
                .text(OutboxRow::headers)
                .text(OutboxRow::payload);
    }

    private static <T> @Nullable T of(OutboxRow row, Function<Correlation, @Nullable T> part) {
        Correlation correlation = row.correlation();
        return correlation == null ? null : part.apply(correlation);
    }
}
