package checkout.relay.source;

import checkout.relay.slot.ReplicationSlotCheck;

/** What this process is doing about a source. */
public sealed interface SourceStatus {

    /** The database cannot be reached or migrated yet. */
    record Connecting(String lastError) implements SourceStatus {}

    /** Another relay publishes the source; this one takes over when that one is gone. */
    record Standby() implements SourceStatus {}

    /** This relay leads, but may not read the slot until an operator has replayed. */
    record Refused(ReplicationSlotCheck.Refusal refusal) implements SourceStatus {}

    /** The engine is starting. */
    record Starting() implements SourceStatus {}

    record Working() implements SourceStatus {}

    record Stopped() implements SourceStatus {}

    /** The names of the states in the API and in metrics. */
    enum State {
        CONNECTING,
        STANDBY,
        REFUSED,
        STARTING,
        WORKING,
        STOPPED
    }

    default State state() {
        return switch (this) {
            case Connecting ignored -> State.CONNECTING;
            case Standby() -> State.STANDBY;
            case Refused ignored -> State.REFUSED;
            case Starting() -> State.STARTING;
            case Working() -> State.WORKING;
            case Stopped() -> State.STOPPED;
        };
    }
}
