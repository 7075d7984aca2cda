package checkout.messaging.deferred;

import checkout.messaging.ReceivedMessage;
import checkout.messaging.Subscription;
import checkout.messaging.handling.HandlerRounds;
import checkout.messaging.handling.HandlerRounds.Claim;
import checkout.messaging.handling.LockTimeouts;
import checkout.messaging.outbox.Outbox;
import checkout.messaging.record.DeadLetterRow;
import checkout.messaging.record.DecodedRecord.PoisonRecord;
import checkout.messaging.sql.RoundTrip;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Takes deferred messages out and handles them in one transaction, or sends one to the dead letters. */
final class DeferredTransaction {
    private static final Logger log = LoggerFactory.getLogger(DeferredTransaction.class);

    private static final Duration LOCK_WAIT = Duration.ofMillis(100);

    /** When many rows are locked, waiting for each of them would keep the messages behind them waiting. */
    private static final Duration SHORT_LOCK_WAIT = Duration.ofMillis(5);

    private static final int LONG_LOCK_WAITS = 10;

    private final Subscription subscription;
    private final DeferredMessages deferred;
    private final HandlerRounds rounds;
    private final Outbox outbox;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final JsonMapper json;
    private int lockTimeouts;

    DeferredTransaction(
            Subscription subscription,
            DeferredMessages deferred,
            Outbox outbox,
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            JsonMapper json) {
        this.subscription = subscription;
        this.deferred = deferred;
        this.rounds = new HandlerRounds(subscription.handler(), jdbc, outbox);
        this.outbox = outbox;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.json = json;
    }

    /** Waits for locks as long as at first, because a new run begins. */
    void beginRun() {
        lockTimeouts = 0;
    }

    /** Handles messages and returns how many of them it could take. */
    int commit(List<ReceivedMessage> messages) {
        try {
            return commitOnce(messages);
        } catch (DuplicateKeyException concurrent) {
            // a row that another transaction inserted after this one had looked for it is found the second time
            return commitOnce(messages);
        }
    }

    private int commitOnce(List<ReceivedMessage> messages) {
        List<UUID> ids = messages.stream().map(ReceivedMessage::id).toList();
        List<Runnable> afterCommit = new ArrayList<>();
        Duration lockWait = lockTimeouts < LONG_LOCK_WAITS ? LOCK_WAIT : SHORT_LOCK_WAIT;
        Integer handled;
        try {
            handled = transaction.execute(status -> {
                RoundTrip reading = new RoundTrip(jdbc).update(LockTimeouts.setLocal(lockWait));
                Supplier<Set<UUID>> taken = deferred.take(ids, reading);
                return rounds.run(messages, reading, () -> Claim.of(taken.get()), afterCommit);
            });
        } catch (RuntimeException failure) {
            lockTimeouts += LockTimeouts.is(failure) ? 1 : 0;
            throw failure;
        }
        afterCommit.forEach(HandlerRounds::runAfterCommit);
        return handled;
    }

    /** Does nothing if the message cannot be taken, because an earlier one of its key is still deferred. */
    void deadLetter(PoisonRecord poison) {
        transaction.executeWithoutResult(status -> {
            RoundTrip trip = new RoundTrip(jdbc);
            Supplier<Set<UUID>> taken = deferred.take(List.of(poison.id()), trip);
            trip.execute();
            if (!taken.get().isEmpty()) {
                var row = DeadLetterRow.of(poison, subscription.group(), json);
                outbox.append(List.of(row));
                log.error("A deferred message goes to {}: {}", row.topic(), poison.reason(), poison.cause());
            }
        });
    }
}
