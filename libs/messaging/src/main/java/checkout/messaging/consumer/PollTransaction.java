package checkout.messaging.consumer;

import checkout.messaging.ReceivedMessage;
import checkout.messaging.Subscription;
import checkout.messaging.deferred.DeferredMessageRetry;
import checkout.messaging.deferred.DeferredMessages;
import checkout.messaging.handling.HandlerRounds;
import checkout.messaging.handling.HandlerRounds.Claim;
import checkout.messaging.handling.LockTimeouts;
import checkout.messaging.outbox.Outbox;
import checkout.messaging.record.DeadLetterRow;
import checkout.messaging.record.DecodedRecord;
import checkout.messaging.record.DecodedRecord.PoisonRecord;
import checkout.messaging.record.DecodedRecord.ReadableRecord;
import checkout.messaging.sql.RoundTrip;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Handles records in one transaction of two round trips: the first records the inbox and reads what the handler needs, the
 * second writes what the handler decided, appends the outbox and commits. Messages that must wait for a locked row are
 * deferred in the same transaction.
 */
final class PollTransaction {
    private static final Logger log = LoggerFactory.getLogger(PollTransaction.class);

    /** While rows are locked, it is likely that a lock that is not had at once is not had soon. */
    private static final Duration LOCK_WAIT_WHILE_ROWS_ARE_LOCKED = Duration.ofMillis(200);

    private final Subscription subscription;
    private final TransactionTemplate transaction;
    private final JdbcTemplate jdbc;
    private final Inbox inbox;
    private final @Nullable DeferredMessages deferred;
    private final HandlerRounds rounds;
    private final Outbox outbox;
    private final JsonMapper json;
    private final ConsumerMetrics metrics;
    private volatile boolean rowsAreLocked;

    /** @param deferred null for a raw subscription, which waits for locked rows in place */
    PollTransaction(
            Subscription subscription,
            TransactionTemplate transaction,
            JdbcTemplate jdbc,
            Inbox inbox,
            @Nullable DeferredMessages deferred,
            Outbox outbox,
            JsonMapper json,
            ConsumerMetrics metrics) {
        this.subscription = subscription;
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.inbox = inbox;
        this.deferred = deferred;
        this.rounds = new HandlerRounds(subscription.handler(), jdbc, outbox);
        this.outbox = outbox;
        this.json = json;
        this.metrics = metrics;
    }

    /** Handles records in one transaction, and returns how many of them the handler had not handled before. */
    int commit(List<DecodedRecord> poll) {
        return commit(poll, this::handleNew);
    }

    /**
     * Defers records that met a locked row; {@link DeferredMessageRetry} finds out which of the messages need that row.
     * Returns false, and does nothing, if they must wait in Kafka.
     */
    boolean defer(List<DecodedRecord> poll) {
        if (deferred == null || !deferred.hasRoomFor(poll.size())) {
            return false;
        }
        log.warn(
                "{} records of {} met a row that another transaction has locked; they are deferred, and those that do"
                        + " not need it are handled at once",
                poll.size(),
                subscription.group());
        commit(poll, (messages, afterCommit) -> {
            RoundTrip recording = new RoundTrip(jdbc);
            Supplier<Inbox.Received> received = inbox.receive(messages, recording);
            recording.execute();
            Set<UUID> fresh = received.get().newIds();
            deferred.add(only(fresh, messages));
            return new Tally(0, messages.size() - fresh.size(), 0, fresh.size());
        });
        rowsAreLocked = true;
        return true;
    }

    /**
     * Whether a record that fails was handled, deferred or dead-lettered before. Then nothing is to be done, and its failure
     * says nothing about what works now.
     */
    boolean skipsDuplicate(ReadableRecord record) {
        if (!inbox.contains(record.id())) {
            return false;
        }
        metrics.count(new Tally(0, 1, 0, 0));
        return true;
    }

    /** What is done with the messages of a poll, in its transaction. */
    @FunctionalInterface
    private interface Treatment {
        /** Returns the number of messages that were handled and deferred; the others are duplicates. */
        Tally apply(List<ReceivedMessage> messages, List<Runnable> afterCommit);
    }

    private int commit(List<DecodedRecord> poll, Treatment treatment) {
        List<Runnable> afterCommit = new ArrayList<>();
        Tally tally = transaction.execute(status -> handle(poll, treatment, afterCommit));
        metrics.count(tally);
        afterCommit.forEach(HandlerRounds::runAfterCommit);
        return tally.handled();
    }

    private Tally handle(List<DecodedRecord> poll, Treatment treatment, List<Runnable> afterCommit) {
        List<ReceivedMessage> messages = new ArrayList<>(poll.size());
        int dead = 0;
        for (DecodedRecord decoded : poll) {
            switch (decoded) {
                case ReadableRecord readable -> messages.add(readable.message());
                case PoisonRecord poison -> dead += deadLetter(poison) ? 1 : 0;
            }
        }
        Tally tally = messages.isEmpty() ? new Tally(0, 0, 0, 0) : treatment.apply(messages, afterCommit);
        return new Tally(tally.handled(), tally.duplicates(), dead, tally.deferred());
    }

    /** Handles the messages that were not received before, except those that must wait. */
    private Tally handleNew(List<ReceivedMessage> messages, List<Runnable> afterCommit) {
        if (rowsAreLocked) {
            return handleNewOneAfterAnother(messages, afterCommit);
        }
        RoundTrip reading = new RoundTrip(jdbc);
        Supplier<Inbox.Received> received = inbox.receive(messages, reading);
        int handled = rounds.run(messages, reading, () -> ready(messages, received.get()), afterCommit);
        int fresh = received.get().newIds().size();
        return new Tally(handled, messages.size() - fresh, 0, fresh - handled);
    }

    /**
     * The same, but locks nothing for messages that must wait: one that needs a locked row would take rows of the others
     * and fail with all of them.
     */
    private Tally handleNewOneAfterAnother(List<ReceivedMessage> messages, List<Runnable> afterCommit) {
        RoundTrip claiming = new RoundTrip(jdbc).update(LockTimeouts.setLocal(LOCK_WAIT_WHILE_ROWS_ARE_LOCKED));
        Supplier<Inbox.Received> received = inbox.receive(messages, claiming);
        claiming.execute();
        Set<UUID> claimed = ready(messages, received.get()).ids();
        List<ReceivedMessage> ready = only(claimed, messages);
        int handled =
                ready.isEmpty() ? 0 : rounds.run(ready, new RoundTrip(jdbc), () -> Claim.of(claimed), afterCommit);
        int fresh = received.get().newIds().size();
        return new Tally(handled, messages.size() - fresh, 0, fresh - handled);
    }

    /**
     * The new messages that can be handled now; the others are deferred. A duplicate is a reason to look too: if another
     * instance has just deferred it, this transaction has waited for that in the inbox. What the first round trip read may be
     * older than the effects of a deferred message that was handled in the meantime, so it is read again.
     */
    private Claim ready(List<ReceivedMessage> messages, Inbox.Received received) {
        Set<UUID> fresh = received.newIds();
        boolean duplicates = fresh.size() < messages.size();
        rowsAreLocked = received.someDeferred();
        if (deferred == null || fresh.isEmpty() || !(received.someDeferred() || duplicates)) {
            return Claim.of(fresh);
        }
        Set<UUID> waiting = deferred.mustWait(only(fresh, messages));
        if (!waiting.isEmpty() && deferred.isFullFor(waiting.size())) {
            throw new PessimisticLockingFailureException(
                    "%d messages wait for locked rows, and so many are deferred already that they stay in Kafka"
                            .formatted(waiting.size()));
        }
        deferred.add(only(waiting, messages));
        Set<UUID> ready = new HashSet<>(fresh);
        ready.removeAll(waiting);
        return new Claim(ready, true);
    }

    /** The messages with these ids, each once. */
    private static List<ReceivedMessage> only(Set<UUID> ids, List<ReceivedMessage> messages) {
        Set<UUID> remaining = new HashSet<>(ids);
        return messages.stream()
                .filter(message -> remaining.remove(message.id()))
                .toList();
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
    record Tally(int handled, int duplicates, int dead, int deferred) {}
}
