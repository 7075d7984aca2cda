package checkout.messaging;

import checkout.messaging.sql.Columns;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects what a batch writes and sends, in order, and what it does after the commit. */
public final class Effects {
    private final List<Write> writes = new ArrayList<>();
    private final List<OutgoingMessage> messages = new ArrayList<>();
    private final List<Runnable> afterCommit = new ArrayList<>();

    /** A message to send; its id is made when it is sent if the sender gives none. */
    public record OutgoingMessage(
            @Nullable UUID id,
            String key,
            Object body,
            @Nullable Correlation correlation,
            @Nullable String traceparent) {}

    /** A statement that changes rows. */
    public record Write(String sql, Columns<?> rows) {}

    /** Writes these rows after those added before; without rows the statement is not executed. */
    public <R> Effects write(String sql, Collection<R> rows, Function<Collection<R>, Columns<R>> columns) {
        if (!rows.isEmpty()) {
            writes.add(new Write(sql, columns.apply(rows)));
        }
        return this;
    }

    /** Replies to a message with its key, correlation and trace. */
    public Effects reply(ReceivedMessage to, Object body) {
        return add(null, to.key(), body, to.correlation(), to.traceparent());
    }

    public Effects send(UUID key, Object body, @Nullable Correlation correlation, @Nullable String traceparent) {
        return add(null, key.toString(), body, correlation, traceparent);
    }

    /** Sends a message with this id, a UUIDv7 of now, by which its sender can find it in the outbox. */
    public Effects send(
            UUID id, UUID key, Object body, @Nullable Correlation correlation, @Nullable String traceparent) {
        return add(id, key.toString(), body, correlation, traceparent);
    }

    /** Announces something that belongs to no saga, with this key. */
    public Effects announce(String key, Object body) {
        return add(null, key, body, null, null);
    }

    private Effects add(
            @Nullable UUID id,
            String key,
            Object body,
            @Nullable Correlation correlation,
            @Nullable String traceparent) {
        messages.add(new OutgoingMessage(id, key, body, correlation, traceparent));
        return this;
    }

    /**
     * Runs an action after the commit. A crash in between loses it, so it may only speed up what a sweep would do
     * anyway.
     */
    public Effects afterCommit(Runnable action) {
        afterCommit.add(action);
        return this;
    }

    public List<Write> writes() {
        return writes;
    }

    public List<OutgoingMessage> messages() {
        return messages;
    }

    public List<Runnable> afterCommit() {
        return afterCommit;
    }
}
