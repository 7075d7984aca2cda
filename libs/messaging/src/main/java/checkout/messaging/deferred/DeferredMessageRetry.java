package checkout.messaging.deferred;

import checkout.messaging.MessageTypeRegistry;
import checkout.messaging.ReceivedMessage;
import checkout.messaging.SharedRows;
import checkout.messaging.Subscription;
import checkout.messaging.deferred.DeferredMessages.Deferred;
import checkout.messaging.fault.FaultCause;
import checkout.messaging.fault.FaultCircuit;
import checkout.messaging.fault.FaultKind;
import checkout.messaging.fault.Faults;
import checkout.messaging.fault.HaltedConsumerException;
import checkout.messaging.handling.LockTimeouts;
import checkout.messaging.handling.SharedRowNeeds;
import checkout.messaging.outbox.Outbox;
import checkout.messaging.record.DecodedRecord;
import checkout.messaging.record.DecodedRecord.PoisonRecord;
import checkout.messaging.record.DecodedRecord.ReadableRecord;
import checkout.messaging.record.RecordDecoder;
import checkout.messaging.status.ConsumerStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    private static final int TRIED_WHILE_HALTED = 20;
    private static final int PROBES = 4;
    private static final Duration BETWEEN_PROBES = Duration.ofMillis(50);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LAST_PAUSE = Duration.ofSeconds(5);
    private static final String PROBLEM = "handling deferred messages";

    private final Subscription subscription;
    private final SharedRows sharedRows;
    private final DeferredMessages deferred;
    private final RecordDecoder decoder;
    private final DeferredTransaction deferredTransaction;
    private final TransactionTemplate transaction;
    private final ConsumerStatus status;
    private final FaultCircuit circuit;
    private int waiting;
    private long tried;
    private long beginsAfter;
    private boolean leftSlowOnes;
    private Duration pause = FIRST_PAUSE;
    private long notBefore = System.nanoTime();

    /**
     * Creates what retries the deferred messages of a subscription.
     *
     * @param status the status of the group, which its consumers report to as well
     */
    public DeferredMessageRetry(
            Subscription subscription,
            MessageTypeRegistry messageTypes,
            JsonMapper json,
            TransactionTemplate transaction,
            JdbcTemplate jdbc,
            Outbox outbox,
            ConsumerStatus status) {
        this.subscription = subscription;
        this.sharedRows = subscription.handler().sharedRows();
        this.deferred = new DeferredMessages(jdbc, subscription, json);
        // a deferred message is no duplicate, however old it is
        this.decoder = RecordDecoder.ofAnyAge(messageTypes, json);
        this.deferredTransaction = new DeferredTransaction(subscription, deferred, outbox, jdbc, transaction, json);
        this.transaction = transaction;
        this.status = status;
        this.circuit = status.deferredCircuit();
    }

    /** Handles what can be handled now. What fails is reported, stays deferred, and is tried again by a later run. */
    void run() throws InterruptedException {
        if (System.nanoTime() - notBefore < 0) {
            return;
        }
        try {
            report(deferred.count());
            HaltedConsumerException halted = waiting > 0 ? handleDeferred() : null;
            report(deferred.count());
            if (halted == null) {
                worked();
                pauseIfSlow();
            } else {
                failed(halted);
            }
        } catch (RuntimeException | Error failure) {
            failed(failure);
            if (Faults.isFatal(failure)) {
                throw failure;
            }
        }
    }

    /** What takes too long is not tried all the time. */
    private void pauseIfSlow() {
        if (leftSlowOnes) {
            notBefore = System.nanoTime() + LAST_PAUSE.toNanos();
            leftSlowOnes = false;
        }
    }

    private void worked() {
        status.works(PROBLEM);
        pause = FIRST_PAUSE;
        circuit.resume();
    }

    private void failed(Throwable failure) {
        status.fails(PROBLEM, failure, true);
        if (Faults.isFatal(failure)) {
            return;
        }
        if (!(failure instanceof HaltedConsumerException)) {
            if (Faults.kindOf(failure) == FaultKind.TRANSIENT) {
                return;
            }
            // not the fault of a message: the deferred messages cannot be read, or their rows cannot be looked up
            circuit.halt(FaultKind.INSTALLATION, FaultCause.of(failure), failure);
        }
        notBefore = System.nanoTime() + pause.toNanos();
        pause = pause.multipliedBy(2).compareTo(LAST_PAUSE) < 0 ? pause.multipliedBy(2) : LAST_PAUSE;
    }

    /** Returns the halt for which messages are kept, or null. */
    private @Nullable HaltedConsumerException handleDeferred() throws InterruptedException {
        deferredTransaction.beginRun();
        boolean oneSucceeded = circuit.mustTrySome() && trySome();
        Set<String> waitedFor = deferred.rowsWaitedFor();
        Set<String> locked = new HashSet<>(locked(waitedFor));
        Set<String> free = new HashSet<>(waitedFor);
        free.removeAll(locked);
        // first, so that new messages for these rows no longer come here
        deferred.clearWaits(free);
        DeferredMessagePass run = new DeferredMessagePass(deferredTransaction, circuit, oneSucceeded);
        handlePages(locked, run);
        leftSlowOnes = run.leftSlowOnes();
        return run.halted();
    }

    /**
     * While this is halted because messages fail, some are tried first, each time others: when one succeeds, those that still
     * fail are themselves at fault. Throws the halt if all fail, and returns false if there was none to try.
     */
    private boolean trySome() {
        List<Deferred> page = deferred.page(tried);
        HaltedConsumerException halted = null;
        if (page.isEmpty()) {
            page = deferred.page(0);
        }
        for (Deferred each : page.subList(0, Math.min(page.size(), TRIED_WHILE_HALTED))) {
            tried = each.position();
            try {
                if (decoder.decode(each.origin()) instanceof ReadableRecord readable
                        && deferredTransaction.commit(List.of(readable.message())) > 0) {
                    return true;
                }
            } catch (RuntimeException | Error failure) {
                boolean locked = LockTimeouts.is(failure);
                if (Faults.isFatal(failure) || (!locked && Faults.kindOf(failure) == FaultKind.TRANSIENT)) {
                    throw failure;
                }
                if (!locked) {
                    halted = circuit.halt(Faults.kindOf(failure), FaultCause.of(failure), failure);
                }
            }
        }
        if (halted != null) {
            throw halted;
        }
        return false;
    }

    /** Begins where the last run gave up, so that what is behind many messages that take too long has its turn too. */
    private void handlePages(Set<String> locked, DeferredMessagePass run) throws InterruptedException {
        if (beginsAfter > 0) {
            handlePages(beginsAfter, locked, run);
        }
        handlePages(0, locked, run);
        beginsAfter = 0;
    }

    private void handlePages(long after, Set<String> locked, DeferredMessagePass run) throws InterruptedException {
        List<Deferred> page = deferred.page(after);
        while (!page.isEmpty()) {
            try {
                handle(page, locked, run);
            } finally {
                page.stream().filter(run::gaveUpAt).forEach(each -> beginsAfter = each.position());
            }
            page = deferred.page(page.getLast().position());
        }
    }

    private void handle(List<Deferred> page, Set<String> locked, DeferredMessagePass run) throws InterruptedException {
        List<ReceivedMessage> messages = decoded(page, run);
        Map<UUID, Set<String>> needs = SharedRowNeeds.of(messages, sharedRows);
        Set<String> others = needs.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        others.removeAll(locked);
        locked.addAll(locked(others));
        List<ReceivedMessage> ready = new ArrayList<>();
        Map<UUID, String> newWaits = new HashMap<>();
        for (ReceivedMessage message : messages) {
            if (run.waits(message.key())) {
                continue;
            }
            needs.getOrDefault(message.id(), Set.of()).stream()
                    .filter(locked::contains)
                    .findFirst()
                    .ifPresentOrElse(
                            row -> {
                                newWaits.put(message.id(), row);
                                run.mustWait(message.key());
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
        run.handle(ready);
    }

    private List<ReceivedMessage> decoded(List<Deferred> page, DeferredMessagePass run) {
        List<ReceivedMessage> messages = new ArrayList<>(page.size());
        for (Deferred each : page) {
            DecodedRecord record;
            try {
                record = decoder.decode(each.origin());
            } catch (RuntimeException | Error failure) {
                if (Faults.isFatal(failure)) {
                    throw failure;
                }
                run.failedAlone(each.origin(), each.id(), failure);
                continue;
            }
            switch (record) {
                case ReadableRecord readable -> messages.add(readable.message());
                case PoisonRecord poison -> run.deadLetter(poison);
            }
        }
        return messages;
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
            locked = transaction.execute(tx -> sharedRows.lockedByOthers(candidates));
        }
        return locked;
    }

    private void report(int count) {
        int before = waiting;
        waiting = count;
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
