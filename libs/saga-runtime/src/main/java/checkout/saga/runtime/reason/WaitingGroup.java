package checkout.saga.runtime.reason;

import java.time.Instant;
import java.util.UUID;

/**
 * Sagas in the same state, at the same step, with the same error.
 *
 * @param error what is stored about it; empty if nothing is
 * @param example one of them
 */
record WaitingGroup(String type, String state, String step, String error, long count, Instant oldest, UUID example) {}
