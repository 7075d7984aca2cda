package checkout.messaging.handling;

import checkout.messaging.BatchHandler;
import checkout.messaging.Effects;
import checkout.messaging.ReceivedMessage;
import checkout.messaging.outbox.Outbox;
import checkout.messaging.sql.RoundTrip;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Runs a handler in a transaction of two round trips: the first claims the messages and reads what the handler needs, the
 * second writes what the handler decided, appends the outbox and commits.
 */
public final class HandlerRounds {
    private static final Logger log = LoggerFactory.getLogger(HandlerRounds.class);

    private final BatchHandler handler;
    private final JdbcTemplate jdbc;
    private final Outbox outbox;

    public HandlerRounds(BatchHandler handler, JdbcTemplate jdbc, Outbox outbox) {
        this.handler = handler;
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    /**
     * The messages to handle.
     *
     * @param readAgain whether the first round trip may have read too early
     */
    public record Claim(Set<UUID> ids, boolean readAgain) {
        public static Claim of(Set<UUID> ids) {
            return new Claim(ids, false);
        }
    }

    /**
     * Handles those of the messages that are claimed, and returns their number.
     *
     * @param reading the first round trip, with the statement that claims messages, so that no one else handles them
     * @param claimed the messages to handle, known after the first round trip
     */
    public int run(
            List<ReceivedMessage> messages, RoundTrip reading, Supplier<Claim> claimed, List<Runnable> afterCommit) {
        BatchHandler.Decider decider = handler.prepare(messages, reading);
        reading.execute();
        Claim claim = claimed.get();
        List<List<ReceivedMessage>> rounds = KeyRounds.of(messages, claim.ids());
        for (int i = 0; i < rounds.size(); i++) {
            List<ReceivedMessage> round = rounds.get(i);
            Effects effects = (i == 0 && !claim.readAgain() ? decider : prepare(round)).decide(round);
            RoundTrip writing = new RoundTrip(jdbc);
            outbox.send(effects, writing);
            if (i < rounds.size() - 1) {
                writing.execute();
            } else {
                writing.executeAndCommit();
            }
            afterCommit.addAll(effects.afterCommit());
        }
        return claim.ids().size();
    }

    /** The rare second message of a key, or one behind a deferred message, must see the effects of the first. */
    private BatchHandler.Decider prepare(List<ReceivedMessage> round) {
        RoundTrip reading = new RoundTrip(jdbc);
        BatchHandler.Decider decider = handler.prepare(round, reading);
        reading.execute();
        return decider;
    }

    /** The records are handled, so a failure here is no reason to handle them again; a sweep does what was not done. */
    public static void runAfterCommit(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException failure) {
            log.error("An action after a commit failed; what it was to speed up happens later", failure);
        }
    }
}
