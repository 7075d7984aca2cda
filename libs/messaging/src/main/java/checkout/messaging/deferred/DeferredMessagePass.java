package checkout.messaging.deferred;

import checkout.messaging.ReceivedMessage;
import checkout.messaging.deferred.DeferredMessages.Deferred;
import checkout.messaging.fault.FaultCause;
import checkout.messaging.fault.FaultCircuit;
import checkout.messaging.fault.FaultKind;
import checkout.messaging.fault.Faults;
import checkout.messaging.fault.HaltedConsumerException;
import checkout.messaging.handling.LockTimeouts;
import checkout.messaging.record.DecodedRecord.PoisonRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pass over the deferred messages of a subscription: what became of them, and what to do with those that fail. A
 * message that fails by itself goes to the dead letters, unless so many keys fail for the same cause that the retry must
 * halt. A fault of the installation halts it and keeps the message, but not those of other keys.
 */
final class DeferredMessagePass {
    /** If so many fail one after the other by a fault of the installation, the others need not be tried. */
    private static final int FAULTS_IN_A_ROW = 20;

    /** If so many take too long one after the other, it is the database that is slow. */
    private static final int SLOW_IN_A_ROW = 3;

    private static final Logger log = LoggerFactory.getLogger(DeferredMessagePass.class);

    private final DeferredTransaction transaction;
    private final FaultCircuit circuit;
    private final boolean oneSucceeded;
    private final Set<String> waitingKeys = new HashSet<>();
    private final List<PoisonRecord> failed = new ArrayList<>();
    private final Set<String> failedKeys = new HashSet<>();
    private final List<ReceivedMessage> behindFailed = new ArrayList<>();
    private @Nullable HaltedConsumerException halted;
    private int faultsInARow;
    private int slow;
    private int slowInARow;
    private @Nullable UUID gaveUpAt;

    /** @param oneSucceeded whether a message was handled just now, so that messages that fail are themselves at fault */
    DeferredMessagePass(DeferredTransaction transaction, FaultCircuit circuit, boolean oneSucceeded) {
        this.transaction = transaction;
        this.circuit = circuit;
        this.oneSucceeded = oneSucceeded;
    }

    /** The halt for which messages are kept, although others were handled; null if there is none. */
    @Nullable
    HaltedConsumerException halted() {
        return halted;
    }

    /** Whether messages are left that take too long. */
    boolean leftSlowOnes() {
        return slow > 0;
    }

    /** Whether the pass ended at this message, because it was one of many in a row that take too long. */
    boolean gaveUpAt(Deferred message) {
        return message.id().equals(gaveUpAt);
    }

    boolean waits(String key) {
        return waitingKeys.contains(key);
    }

    /** The messages of this key are left for a later run. */
    void mustWait(String key) {
        waitingKeys.add(key);
    }

    void handle(List<ReceivedMessage> messages) {
        List<ReceivedMessage> remaining = messages;
        do {
            handleInParts(remaining);
            // only now, so that none goes there if it halts
            failed.forEach(this::deadLetter);
            remaining = List.copyOf(behindFailed);
            failed.clear();
            failedKeys.clear();
            behindFailed.clear();
        } while (!remaining.isEmpty());
    }

    /** Halves a list that fails, until the message at fault or the one that needs a locked row is alone. */
    private void handleInParts(List<ReceivedMessage> candidates) {
        List<ReceivedMessage> messages = withoutKeysThatWait(candidates);
        if (messages.isEmpty()) {
            return;
        }
        try {
            if (transaction.commit(messages) > 0) {
                circuit.worked();
                faultsInARow = 0;
                slowInARow = 0;
            }
        } catch (RuntimeException | Error failure) {
            boolean locked = LockTimeouts.is(failure);
            boolean passes = !locked && Faults.kindOf(failure) == FaultKind.TRANSIENT;
            if (Faults.isFatal(failure) || (passes && !Faults.mayPersistForOneRecord(failure))) {
                throw failure;
            }
            if (messages.size() > 1) {
                int half = messages.size() / 2;
                handleInParts(messages.subList(0, half));
                handleInParts(messages.subList(half, messages.size()));
            } else if (locked) {
                waitingKeys.add(messages.getFirst().key());
            } else if (passes) {
                if (slowInARow >= SLOW_IN_A_ROW) {
                    gaveUpAt = messages.getFirst().id();
                    throw failure;
                }
                keepSlow(messages.getFirst(), failure);
            } else {
                failedAlone(messages.getFirst().origin(), messages.getFirst().id(), failure);
            }
        }
    }

    /** A message that takes too long must not keep the others waiting. */
    private void keepSlow(ReceivedMessage message, Throwable failure) {
        slow++;
        slowInARow++;
        log.warn(
                "Deferred message {} of type {} is tried again later, and the messages of its key wait: {}",
                message.id(),
                message.type(),
                failure.toString());
        waitingKeys.add(message.key());
    }

    private List<ReceivedMessage> withoutKeysThatWait(List<ReceivedMessage> candidates) {
        List<ReceivedMessage> others = new ArrayList<>(candidates.size());
        for (ReceivedMessage message : candidates) {
            if (failedKeys.contains(message.key())) {
                behindFailed.add(message);
            } else if (!waits(message.key())) {
                others.add(message);
            }
        }
        return others;
    }

    /** A message cannot be decoded or handled, and this is no matter of time. */
    void failedAlone(ConsumerRecord<byte[], byte[]> origin, UUID id, Throwable failure) {
        FaultCause cause = FaultCause.of(failure);
        String key = key(origin);
        if (Faults.kindOf(failure) == FaultKind.INSTALLATION && !circuit.isResumed(cause)) {
            keep(key, circuit.halt(FaultKind.INSTALLATION, cause, failure));
            return;
        }
        if (!oneSucceeded && circuit.mustHalt(cause, key)) {
            throw circuit.halt(FaultKind.RECORD, cause, failure);
        }
        failed.add(new PoisonRecord(origin, id, failure.toString(), failure));
        failedKeys.add(key);
    }

    /** A message that is on its way to the dead letters and fails again must not be lost. */
    void deadLetter(PoisonRecord poison) {
        try {
            transaction.deadLetter(poison);
        } catch (RuntimeException | Error failure) {
            if (Faults.isFatal(failure) || Faults.kindOf(failure) == FaultKind.TRANSIENT) {
                throw failure;
            }
            keep(key(poison.origin()), circuit.halt(FaultKind.INSTALLATION, FaultCause.of(failure), failure));
        }
    }

    private void keep(String key, HaltedConsumerException halt) {
        waitingKeys.add(key);
        halted = halt;
        faultsInARow++;
        if (!oneSucceeded && faultsInARow >= FAULTS_IN_A_ROW) {
            throw halt;
        }
    }

    private static String key(ConsumerRecord<byte[], byte[]> origin) {
        return new String(origin.key(), StandardCharsets.UTF_8);
    }
}
