package checkout.messaging.consumer;

import checkout.messaging.BatchHandler;
import checkout.messaging.Effects;
import checkout.messaging.ReceivedMessage;
import checkout.messaging.Subscription;
import checkout.messaging.consumer.DecodedRecord.PoisonRecord;
import checkout.messaging.consumer.DecodedRecord.ReadableRecord;
import checkout.messaging.outbox.Outbox;
import checkout.messaging.sql.RoundTrip;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Handles records in one transaction of two round trips: the first records the inbox and reads what the handler needs, the
 * second writes what the handler decided, appends the outbox and commits.
 */
final class PollTransaction {
    private static final Logger log = LoggerFactory.getLogger(PollTransaction.class);

    private final Subscription subscription;
    private final TransactionTemplate transaction;
    private final JdbcTemplate jdbc;
    private final Inbox inbox;
    private final Outbox outbox;
    private final JsonMapper json;
    private final ConsumerMetrics metrics;

    PollTransaction(
            Subscription subscription,
            TransactionTemplate transaction,
            JdbcTemplate jdbc,
            Inbox inbox,
            Outbox outbox,
            JsonMapper json,
            ConsumerMetrics metrics) {
        this.subscription = subscription;
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.inbox = inbox;
        this.outbox = outbox;
        this.json = json;
        this.metrics = metrics;
    }

    /** Handles records in one transaction, and returns how many of them the handler had not handled before. */
    int commit(List<DecodedRecord> poll) {
        List<Runnable> afterCommit = new ArrayList<>();
        Tally tally = transaction.execute(status -> handle(poll, afterCommit));
        metrics.count(tally);
        afterCommit.forEach(PollTransaction::runAfterCommit);
        return tally.handled();
    }

    /** The records are handled, so a failure here is no reason to handle them again; a sweep does what was not done. */
    private static void runAfterCommit(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException failure) {
            log.error("An action after a commit failed; what it was to speed up happens later", failure);
        }
    }

    private Tally handle(List<DecodedRecord> poll, List<Runnable> afterCommit) {
        List<ReceivedMessage> messages = new ArrayList<>(poll.size());
        int dead = 0;
        for (DecodedRecord decoded : poll) {
            switch (decoded) {
                case ReadableRecord readable -> messages.add(readable.message());
                case PoisonRecord poison -> dead += deadLetter(poison) ? 1 : 0;
            }
        }
        int handled = messages.isEmpty() ? 0 : handleNew(messages, afterCommit);
        return new Tally(handled, messages.size() - handled, dead);
    }

    /** Handles the messages that were not received before, and returns their number. */
    private int handleNew(List<ReceivedMessage> messages, List<Runnable> afterCommit) {
        RoundTrip reading = new RoundTrip(jdbc);
        Supplier<Set<UUID>> newIds = inbox.receive(messages, reading);
        BatchHandler.Decider decider = subscription.handler().prepare(messages, reading);
        reading.execute();
        List<List<ReceivedMessage>> rounds = KeyRounds.of(messages, newIds.get());
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
        return newIds.get().size();
    }

    /** The rare second message of a key must see the effects of the first. */
    private BatchHandler.Decider prepare(List<ReceivedMessage> round) {
        RoundTrip reading = new RoundTrip(jdbc);
        BatchHandler.Decider decider = subscription.handler().prepare(round, reading);
        reading.execute();
        return decider;
    }

    /** Whether the record is new among the dead letters. */
    private boolean deadLetter(PoisonRecord poison) {
        var row = DeadLetterRow.of(poison, subscription.group(), json);
        if (!inbox.receivePoison(poison.id(), row.type(), row.key())) {
            return false;
        }
        outbox.append(List.of(row));
        log.error(
                "{}-{}@{} goes to {}: {}",
                poison.origin().topic(),
                poison.origin().partition(),
                poison.origin().offset(),
                row.topic(),
                poison.reason(),
                poison.cause());
        return true;
    }

    /** How many records of a poll had which outcome. */
    record Tally(int handled, int duplicates, int dead) {}
}
