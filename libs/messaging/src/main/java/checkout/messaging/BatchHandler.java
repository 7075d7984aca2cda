package checkout.messaging;

import checkout.messaging.sql.RoundTrip;
import java.util.List;

/**
 * Handles the new messages of one Kafka poll in the poll's transaction, usually in two round trips: the first reads what
 * the decision needs, the second writes what was decided.
 */
@FunctionalInterface
public interface BatchHandler {
    /**
     * Adds the queries that the decision on these messages needs to the round trip, and returns the decider that reads
     * their results. Must not write, because some of the messages may turn out to be duplicates.
     */
    Decider prepare(List<ReceivedMessage> messages, RoundTrip reading);

    /** The rows that messages of different keys need. */
    default SharedRows sharedRows() {
        return SharedRows.NONE;
    }

    /** Decides on messages whose data was read. */
    @FunctionalInterface
    interface Decider {
        /**
         * Decides on messages of different keys, none of which was handled before; further messages of a key follow in
         * later calls. The returned effects are committed together; if this throws, nothing is committed.
         */
        Effects decide(List<ReceivedMessage> messages);
    }
}
