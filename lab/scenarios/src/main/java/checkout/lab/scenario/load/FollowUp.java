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
        /** The same request again. */
        REPLAY,
        CANCEL,
        RETURN,
        READ,
        /** The other storefront asks for the checkout. */
        READ_BY_OTHER
    }
}
