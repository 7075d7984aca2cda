package checkout.relay.source;

import checkout.relay.slot.ReplicationSlotCheck;
import java.time.Instant;

/** What this process is doing about a source. */
public sealed interface SourceStatus {

    /** The first sessions to the database are being opened. */
    record Connecting() implements SourceStatus {}

    /**
     * Another relay publishes the source; this one takes over when that one is gone.
     *
     * @param slotProblem why nobody may read the slot; empty if it can be read
     */
    record Standby(String slotProblem) implements SourceStatus {}

    /** This relay leads, but may not read the slot until an operator has replayed. */
    record Refused(ReplicationSlotCheck.Refusal refusal) implements SourceStatus {}

    /** The engine is starting. */
    record Starting() implements SourceStatus {}

    record Working() implements SourceStatus {}

    /**
     * An error ended the work. Everything it had started has ended, and this process tries again by itself.
     *
     * @param attempt how often the source has failed since it last worked
     */
    record Recovering(String error, int attempt, Instant nextTry) implements SourceStatus {}

    record Stopped() implements SourceStatus {}

    /** The names of the states in the API and in metrics. */
    enum State {
        CONNECTING,
        STANDBY,
        REFUSED,
        STARTING,
        WORKING,
        RECOVERING,
        STOPPED;

        /** Whether rows may be published again in this state. */
        boolean mayReplay() {
            return switch (this) {
                case WORKING, REFUSED -> true;
                case CONNECTING, STANDBY, STARTING, RECOVERING, STOPPED -> false;
            };
        }
    }

    default State state() {
        return switch (this) {
            case Connecting() -> State.CONNECTING;
            case Standby ignored -> State.STANDBY;
            case Refused ignored -> State.REFUSED;
            case Starting() -> State.STARTING;
            case Working() -> State.WORKING;
            case Recovering ignored -> State.RECOVERING;
            case Stopped() -> State.STOPPED;
        };
    }
}
