package checkout.messaging;

import checkout.messaging.sql.Columns;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is to be written and sent because of a batch, in order, and what may be done once that is committed. */
public final class Effects {
    private final List<Write> writes = new ArrayList<>();
    private final List<OutgoingMessage> messages = new ArrayList<>();
    private final List<Runnable> afterCommit = new ArrayList<>();

    /** One message to be sent. */
    public record OutgoingMessage(
            String key,
            Object body,
            @Nullable Correlation correlation,
            @Nullable String traceparent) {}

    /** One statement that changes rows. */
    public record Write(String sql, Columns<?> rows) {}

    /** Writes these rows, after what was to be written before; nothing is written where there are none. */
    public <R> Effects write(String sql, Collection<R> rows, Function<Collection<R>, Columns<R>> columns) {
        if (!rows.isEmpty()) {
            writes.add(new Write(sql, columns.apply(rows)));
        }
        return this;
    }

    /** Answers a message: same key, same correlation, same trace. */
    public Effects reply(ReceivedMessage to, Object body) {
        return send(to.key(), body, to.correlation(), to.traceparent());
    }

    public Effects send(UUID key, Object body, @Nullable Correlation correlation, @Nullable String traceparent) {
        return send(key.toString(), body, correlation, traceparent);
    }

    private Effects send(String key, Object body, @Nullable Correlation correlation, @Nullable String traceparent) {
        messages.add(new OutgoingMessage(key, body, correlation, traceparent));
        return this;
    }

    /**
     * Runs after the commit and only then. A crash in between loses it, so it may only hasten what some sweep would
     * find anyway.
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
