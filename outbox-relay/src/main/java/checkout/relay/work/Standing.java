package checkout.relay.work;

import checkout.relay.slot.Verdict;

/** How a source stands in this process. */
public sealed interface Standing {

    /** The database does not answer yet. */
    record Connecting(String lastError) implements Standing {}

    /** Another relay is at work, this one takes over when that one is gone. */
    record Standby() implements Standing {}

    /** It is this relay's turn, but the slot may not be resumed from before an operator has spoken. */
    record Refused(Verdict.Refusal refusal) implements Standing {}

    /** The engine is starting. */
    record Starting() implements Standing {}

    record Working() implements Standing {}

    record Stopped() implements Standing {}
}
