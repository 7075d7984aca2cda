package checkout.order.progress;

import java.time.Instant;

/** A stage that was reached, and when. */
record Step(Stage stage, Instant at) {}
