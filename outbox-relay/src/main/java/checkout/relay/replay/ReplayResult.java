package checkout.relay.replay;

import java.time.Instant;

/** What a replay did. */
record ReplayResult(String source, Instant from, Instant to, boolean slotMade, long published) {}
