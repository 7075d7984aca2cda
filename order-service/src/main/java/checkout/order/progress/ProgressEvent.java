package checkout.order.progress;

import java.time.Instant;

/** A stage that a checkout reached, and when. */
record ProgressEvent(ProgressStage stage, Instant at) {}
