package checkout.relay.replay;

import java.time.Instant;
import java.util.List;

/**
 * What a replay did.
 *
 * @param notRetained the part of the window that the outbox tables do not hold, such as {@code orders before 2026-01-31T12:00:00Z}: rows of that time, if
 *     there were any, were dropped by retention and cannot be published again
 */
record ReplayResult(
        String source, Instant from, Instant to, boolean slotMade, long published, List<String> notRetained) {}
