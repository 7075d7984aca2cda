package checkout.messaging.fault;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Halts the consumers of a group when a fault hits records whatever their key, so that a bad deployment does not empty a
 * topic into the dead letters. A success in between says that the fault is the records' own.
 */
public final class FaultCircuit {
    private static final Logger log = LoggerFactory.getLogger(FaultCircuit.class);

    private final String name;
    private final HaltSettings settings;
    private final Predicate<FaultCause> resumedByOperator;
    private final Clock clock;

    /** For each cause the keys that failed since the last success, and when. */
    private final Map<String, Map<String, Instant>> failures = new HashMap<>();

    private volatile @Nullable Halt halt;
    private volatile @Nullable FaultCircuit other;

    /** Why and since when the consumers are halted. */
    public record Halt(FaultKind kind, FaultCause cause, Instant since) {}

    /**
     * Creates a circuit that nothing has failed in.
     *
     * @param name what it halts, for people
     * @param resumedByOperator whether an operator decided that the records of a cause go to the dead letters
     */
    public FaultCircuit(String name, HaltSettings settings, Predicate<FaultCause> resumedByOperator, Clock clock) {
        this.name = name;
        this.settings = settings;
        this.resumedByOperator = resumedByOperator;
        this.clock = clock;
    }

    public Optional<Halt> halted() {
        return Optional.ofNullable(halt);
    }

    /** Whether it is halted because records fail, and nobody has decided about them: one that works would end that. */
    public boolean mustTrySome() {
        Halt now = halt;
        return now != null && now.kind() == FaultKind.RECORD && !isResumed(now.cause());
    }

    /** Makes each of two circuits halt at the first record that fails for the cause of the other's halt. */
    public void sharesCausesWith(FaultCircuit circuit) {
        other = circuit;
        circuit.other = this;
    }

    private boolean otherIsHaltedFor(FaultCause cause) {
        FaultCircuit circuit = other;
        return circuit != null
                && circuit.halted()
                        .filter(each -> each.cause().fingerprint().equals(cause.fingerprint()))
                        .isPresent();
    }

    /** A record was handled: what failed before failed by its own fault. */
    public void worked() {
        if (halt == null) {
            synchronized (failures) {
                failures.clear();
            }
        }
    }

    /** Counts a record that failed by itself, and returns whether so many keys failed that the consumer must halt. */
    public boolean mustHalt(FaultCause cause, String key) {
        return (failedKeys(cause, key) >= settings.after() || otherIsHaltedFor(cause)) && !isResumed(cause);
    }

    private int failedKeys(FaultCause cause, String key) {
        Instant now = clock.instant();
        synchronized (failures) {
            Map<String, Instant> keys = failures.computeIfAbsent(cause.fingerprint(), unknown -> new HashMap<>());
            keys.values().removeIf(failed -> failed.isBefore(now.minus(settings.within())));
            // more keys than that tell nothing new
            if (keys.size() < settings.after()) {
                keys.put(key, now);
            }
            return keys.size();
        }
    }

    /** Whether an operator decided that the records of this cause go to the dead letters. */
    public boolean isResumed(FaultCause cause) {
        return resumedByOperator.test(cause);
    }

    /** Halts, which is logged once however often the poll is tried again, and returns the exception to throw. */
    public HaltedConsumerException halt(FaultKind kind, FaultCause cause, Throwable failure) {
        Halt before = halt;
        if (before == null || !before.cause().fingerprint().equals(cause.fingerprint())) {
            halt = new Halt(kind, cause, before == null ? clock.instant() : before.since());
            log.error(
                    "The {} is halted and keeps its records, because {}. It tries again by itself. If the"
                            + " records are at fault, an operator can resume it, and they go to the dead letters. Cause: {}",
                    name,
                    kind == FaultKind.INSTALLATION
                            ? "the fault is not a record's"
                            : "several keys in a row failed for the same cause",
                    cause.fingerprint(),
                    failure);
        }
        return new HaltedConsumerException(name, cause, failure);
    }

    /** Forgets a halt, because the consumer begins anew. */
    public void forget() {
        halt = null;
    }

    /** Ends a halt: a poll was handled. */
    public void resume() {
        Halt before = halt;
        if (before != null) {
            halt = null;
            synchronized (failures) {
                failures.clear();
            }
            log.warn(
                    "The {} works again; it was halted since {}: {}",
                    name,
                    before.since(),
                    before.cause().description());
        }
    }
}
