package checkout.saga.runtime.actrun;

import checkout.saga.runtime.drive.SentStep;
import java.util.List;
import java.util.UUID;

/**
 * A saga that has taken an act's request, to be looked at again.
 *
 * @param sent what has to be answered
 * @param overdue whether it has had the time to be answered
 */
record RequestedItem(UUID act, UUID saga, List<SentStep> sent, boolean overdue) {}
