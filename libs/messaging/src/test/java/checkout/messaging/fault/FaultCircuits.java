package checkout.messaging.fault;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Predicate;

/** Circuits for tests. */
public final class FaultCircuits {
    private FaultCircuits() {}

    /** Halts when five keys failed for the same cause, as by default. */
    public static FaultCircuit of(String name, Predicate<FaultCause> resumedByOperator) {
        return new FaultCircuit(
                name,
                new HaltSettings(5, Duration.ofHours(1), Duration.ofHours(1)),
                resumedByOperator,
                Clock.systemUTC());
    }
}
