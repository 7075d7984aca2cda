package checkout.messaging;

import checkout.messaging.sql.RoundTrip;
import java.util.List;

/**
 * Handles the new messages of one Kafka poll inside the poll's transaction, as a rule in two round trips:
 * what it has to know is read with the first, what it decides is written with the second.
 */
@FunctionalInterface
public interface BatchHandler {
    /**
     * Adds to the trip the questions that deciding on these messages takes, and returns who decides when the answers are
     * there. Some of the messages may turn out to be duplicates, so nothing is written here.
     */
    Decider prepare(List<ReceivedMessage> messages, RoundTrip reading);

    /** Decides on messages that it was prepared for. */
    @FunctionalInterface
    interface Decider {
        /**
         * No two messages of a list have the same key, keys keep their order from list to list, and none was handled
         * before. What is returned to be written and sent is committed as one; if it throws, nothing is.
         */
        Effects decide(List<ReceivedMessage> messages);
    }
}
