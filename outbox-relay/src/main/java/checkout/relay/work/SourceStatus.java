package checkout.relay.work;

import checkout.relay.slot.SlotCheck;

/** How a source stands in this process. */
public sealed interface SourceStatus {

    /** The database does not answer yet. */
    record Connecting(String lastError) implements SourceStatus {}

    /** Another relay is at work, this one takes over when that one is gone. */
    record Standby() implements SourceStatus {}

    /** It is this relay's turn, but the slot may not be resumed from before an operator has spoken. */
    record Refused(SlotCheck.Refusal refusal) implements SourceStatus {}

    /** The engine is starting. */
    record Starting() implements SourceStatus {}

    record Working() implements SourceStatus {}

    record Stopped() implements SourceStatus {}
}
