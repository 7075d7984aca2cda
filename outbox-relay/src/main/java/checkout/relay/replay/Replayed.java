package checkout.relay.replay;

import java.time.Instant;

/** What a replay did. */
record Replayed(String source, Instant from, Instant to, boolean slotMade, long published) {}
