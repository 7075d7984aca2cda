package checkout.messaging.hop;

import java.util.List;

/**
 * Finds what a service still has to do before it can answer a message. A service that answers later than in the
 * transaction that receives the message declares a bean of this type.
 */
public interface PendingWorkLookup {
    /** Reads it with as few statements as possible; the caller limits the time. */
    List<MessageReport.PendingWork> of(MessageQuestion question);
}
