package checkout.messaging.deferred;

import checkout.messaging.MessageTypeRegistry;
import checkout.messaging.ReceivedMessage;
import checkout.messaging.SharedRows;
import checkout.messaging.Subscription;
import checkout.messaging.deferred.DeferredMessages.Deferred;
import checkout.messaging.fault.FaultKind;
import checkout.messaging.fault.Faults;
import checkout.messaging.handling.HandlerRounds;
import checkout.messaging.handling.LockTimeouts;
import checkout.messaging.handling.SharedRowNeeds;
import checkout.messaging.outbox.Outbox;
import checkout.messaging.record.DeadLetterRow;
import checkout.messaging.record.DecodedRecord.PoisonRecord;
import checkout.messaging.record.DecodedRecord.ReadableRecord;
import checkout.messaging.record.RecordDecoder;
import checkout.messaging.sql.RoundTrip;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Handles the deferred messages of a subscription, once the rows that they need are free. It waits for no row for long, so
 * messages that need a locked row do not delay the others.
 *
 * <p>Any number of instances may do this at the same time. Each goes through the messages of a key in order, and stops at
 * the first that it cannot take or handle.
 */
public final class DeferredMessageRetry {
    private static final Logger log = LoggerFactory.getLogger(DeferredMessageRetry.class);

    private static final Duration LOCK_WAIT = Duration.ofMillis(100);

    /** When many rows are locked, waiting for each of them would keep the messages behind them waiting. */
    private static final Duration SHORT_LOCK_WAIT = Duration.ofMillis(5);

    private static final int LONG_LOCK_WAITS = 10;
    private static final int PROBES = 4;
    private static final Duration BETWEEN_PROBES = Duration.ofMillis(50);

    private final Subscription subscription;
    private final SharedRows sharedRows;
    private final DeferredMessages deferred;
    private final RecordDecoder decoder;
    private final HandlerRounds rounds;
    private final Outbox outbox;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final JsonMapper json;
    private final AtomicInteger waiting = new AtomicInteger();
    private int lockTimeouts;

    /**
     * Creates what retries the deferred messages of a subscription.
     *
     * @param horizon how long the inbox remembers a message
     */
    public static DeferredMessageRetry of(
            Subscription subscription,
            MessageTypeRegistry messageTypes,
            JsonMapper json,
            Duration horizon,
            TransactionTemplate transaction,
            JdbcTemplate jdbc,
            Outbox outbox,
            MeterRegistry meters) {
        return new DeferredMessageRetry(
                subscription,
                new DeferredMessages(jdbc, subscription, json),
                new RecordDecoder(messageTypes, json, false, horizon),
                outbox,
                jdbc,
                transaction,
                json,
                meters);
    }

    DeferredMessageRetry(
            Subscription subscription,
            DeferredMessages deferred,
            RecordDecoder decoder,
            Outbox outbox,
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            JsonMapper json,
            MeterRegistry meters) {
        this.subscription = subscription;
        this.sharedRows = subscription.handler().sharedRows();
        this.deferred = deferred;
        this.decoder = decoder;
        this.rounds = new HandlerRounds(subscription.handler(), jdbc, outbox);
        this.outbox = outbox;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.json = json;
        meters.gauge("checkout.messages.deferred", Tags.of("group", subscription.group()), waiting);
    }

    /** Handles what can be handled now. */
    void run() throws InterruptedException {
        if (deferred.count() > 0) {
            lockTimeouts = 0;
            Set<String> waitedFor = deferred.rowsWaitedFor();
            Set<String> locked = new HashSet<>(locked(waitedFor));
            Set<String> free = new HashSet<>(waitedFor);
            free.removeAll(locked);
            // first, so that new messages for these rows no longer come here
            deferred.clearWaits(free);
            handlePages(locked);
        }
        report(deferred.count());
    }

    private void handlePages(Set<String> locked) throws InterruptedException {
        Set<String> waitingKeys = new HashSet<>();
        long position = 0;
        List<Deferred> page;
        do {
            page = deferred.page(position);
            if (!page.isEmpty()) {
                handle(page, locked, waitingKeys);
                position = page.getLast().position();
            }
        } while (page.size() == DeferredMessages.PAGE);
    }

    private void handle(List<Deferred> page, Set<String> locked, Set<String> waitingKeys) throws InterruptedException {
        List<ReceivedMessage> messages = new ArrayList<>(page.size());
        for (Deferred each : page) {
            switch (decoder.decode(each.origin())) {
                case ReadableRecord readable -> messages.add(readable.message());
                case PoisonRecord poison -> deadLetter(poison);
            }
        }
        Map<UUID, Set<String>> needs = SharedRowNeeds.of(messages, sharedRows);
        Set<String> others = needs.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        others.removeAll(locked);
        locked.addAll(locked(others));
        List<ReceivedMessage> ready = new ArrayList<>();
        Map<UUID, String> newWaits = new HashMap<>();
        for (ReceivedMessage message : messages) {
            if (waitingKeys.contains(message.key())) {
                continue;
            }
            needs.getOrDefault(message.id(), Set.of()).stream()
                    .filter(locked::contains)
                    .findFirst()
                    .ifPresentOrElse(
                            row -> {
                                newWaits.put(message.id(), row);
                                waitingKeys.add(message.key());
                            },
                            () -> ready.add(message));
        }
        if (!newWaits.isEmpty()) {
            log.warn(
                    "{} messages of {} wait for rows that another transaction has locked: {}; all others go on",
                    newWaits.size(),
                    subscription.group(),
                    Set.copyOf(newWaits.values()));
            deferred.markWaits(newWaits);
        }
        handleInParts(ready, waitingKeys);
    }

    /**
     * The rows that are locked for longer than a moment: a batch of this service holds its rows only until its second round
     * trip.
     */
    private Set<String> locked(Set<String> rows) throws InterruptedException {
        Set<String> locked = rows;
        for (int probe = 0; probe < PROBES && !locked.isEmpty(); probe++) {
            if (probe > 0) {
                Thread.sleep(BETWEEN_PROBES);
            }
            Set<String> candidates = locked;
            locked = transaction.execute(status -> sharedRows.lockedByOthers(candidates));
        }
        return locked;
    }

    /** Halves a list that meets a locked row, until the message that needs it is alone; later ones of its key wait too. */
    private void handleInParts(List<ReceivedMessage> candidates, Set<String> waitingKeys) {
        List<ReceivedMessage> messages = candidates.stream()
                .filter(message -> !waitingKeys.contains(message.key()))
                .toList();
        if (messages.isEmpty()) {
            return;
        }
        try {
            commitOrRetryOnce(messages);
        } catch (RuntimeException failure) {
            boolean locked = LockTimeouts.is(failure);
            if (!locked && Faults.kindOf(failure) != FaultKind.RECORD) {
                throw failure;
            }
            if (messages.size() > 1) {
                int half = messages.size() / 2;
                handleInParts(messages.subList(0, half), waitingKeys);
                handleInParts(messages.subList(half, messages.size()), waitingKeys);
            } else if (locked) {
                waitingKeys.add(messages.getFirst().key());
            } else {
                ReceivedMessage message = messages.getFirst();
                deadLetter(new PoisonRecord(message.origin(), message.id(), failure.toString(), failure));
            }
        }
    }

    /** A row that another transaction inserted after this one had looked for it is found the second time. */
    private void commitOrRetryOnce(List<ReceivedMessage> messages) {
        try {
            commit(messages);
        } catch (DuplicateKeyException concurrent) {
            commit(messages);
        }
    }

    private void commit(List<ReceivedMessage> messages) {
        List<UUID> ids = messages.stream().map(ReceivedMessage::id).toList();
        List<Runnable> afterCommit = new ArrayList<>();
        Duration lockWait = lockTimeouts < LONG_LOCK_WAITS ? LOCK_WAIT : SHORT_LOCK_WAIT;
        try {
            transaction.executeWithoutResult(status -> {
                RoundTrip reading = new RoundTrip(jdbc).update(LockTimeouts.setLocal(lockWait));
                rounds.run(messages, reading, deferred.take(ids, reading), afterCommit);
            });
        } catch (RuntimeException failure) {
            lockTimeouts += LockTimeouts.is(failure) ? 1 : 0;
            throw failure;
        }
        afterCommit.forEach(HandlerRounds::runAfterCommit);
    }

    private void deadLetter(PoisonRecord poison) {
        transaction.executeWithoutResult(status -> {
            RoundTrip trip = new RoundTrip(jdbc);
            var taken = deferred.take(List.of(poison.id()), trip);
            trip.execute();
            if (!taken.get().isEmpty()) {
                var row = DeadLetterRow.of(poison, subscription.group(), json);
                outbox.append(List.of(row));
                log.error("A deferred message goes to {}: {}", row.topic(), poison.reason(), poison.cause());
            }
        });
    }

    private void report(int count) {
        int before = waiting.getAndSet(count);
        if (before == 0 && count > 0) {
            log.warn(
                    "{} messages of {} are deferred, until the rows that they need are free",
                    count,
                    subscription.group());
        } else if (before > 0 && count == 0) {
            log.info("All deferred messages of {} are handled", subscription.group());
        }
    }
}
