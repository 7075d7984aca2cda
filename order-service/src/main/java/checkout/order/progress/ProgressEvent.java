package checkout.order.progress;

import java.time.Instant;

/** A stage that was reached, and when. */
record ProgressEvent(ProgressStage stage, Instant at) {}
