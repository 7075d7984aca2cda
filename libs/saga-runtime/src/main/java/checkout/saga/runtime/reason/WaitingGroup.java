package checkout.saga.runtime.reason;

import java.time.Instant;
import java.util.UUID;

/**
 * Sagas in the same state, at the same step, with the same error.
 *
 * @param error what is stored about it; empty if nothing is
 * @param example the newest, because the messages of old ones may not be kept any more
 */
record WaitingGroup(String type, String state, String step, String error, long count, Instant oldest, UUID example) {}
