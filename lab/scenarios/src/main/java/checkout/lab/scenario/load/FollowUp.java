package checkout.lab.scenario.load;

import java.time.Duration;

/**
 * What a customer does besides placing a checkout.
 *
 * @param after the time from the 202, or from the request for a duplicate
 */
record FollowUp(Act act, Duration after) {

    /** What is done. */
    enum Act {
        /** The same request at the same time. */
        DUPLICATE,
        /** The same request again, and then another one with its key, which must be refused. */
        REPLAY,
        CANCEL,
        RETURN,
        /** Returns all items of a product, and then one more. */
        GREEDY_RETURN,
        READ,
        /** The other storefront tries to read, list, return and cancel what is not its own. */
        MEDDLE
    }
}
