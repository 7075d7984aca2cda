package checkout.messaging.consumer;

import checkout.messaging.BatchHandler;
import checkout.messaging.Effects;
import checkout.messaging.ReceivedMessage;
import checkout.messaging.outbox.Outbox;
import checkout.messaging.sql.RoundTrip;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Runs a handler in a transaction of two round trips: the first claims the messages and reads what the handler needs, the
 * second writes what the handler decided, appends the outbox and commits.
 */
final class HandlerRounds {
    private final BatchHandler handler;
    private final JdbcTemplate jdbc;
    private final Outbox outbox;

    HandlerRounds(BatchHandler handler, JdbcTemplate jdbc, Outbox outbox) {
        this.handler = handler;
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    /**
     * Handles those of the messages that are claimed, and returns their number.
     *
     * @param reading the first round trip, with the statement that claims messages, so that no one else handles them
     * @param claimed the ids of the messages to handle, known after the first round trip
     */
    int run(
            List<ReceivedMessage> messages,
            RoundTrip reading,
            Supplier<Set<UUID>> claimed,
            List<Runnable> afterCommit) {
        BatchHandler.Decider decider = handler.prepare(messages, reading);
        reading.execute();
        Set<UUID> ids = claimed.get();
        List<List<ReceivedMessage>> rounds = KeyRounds.of(messages, ids);
        for (int i = 0; i < rounds.size(); i++) {
            List<ReceivedMessage> round = rounds.get(i);
            Effects effects = (i == 0 ? decider : prepare(round)).decide(round);
            RoundTrip writing = new RoundTrip(jdbc);
            outbox.send(effects, writing);
            if (i < rounds.size() - 1) {
                writing.execute();
            } else {
                writing.executeAndCommit();
            }
            afterCommit.addAll(effects.afterCommit());
        }
        return ids.size();
    }

    /** The rare second message of a key must see the effects of the first. */
    private BatchHandler.Decider prepare(List<ReceivedMessage> round) {
        RoundTrip reading = new RoundTrip(jdbc);
        BatchHandler.Decider decider = handler.prepare(round, reading);
        reading.execute();
        return decider;
    }
}
