/** The meters of sagas: counters and timers of what changes, and gauges that a job reads. */
@NullMarked
package checkout.saga.runtime.metrics;

import org.jspecify.annotations.NullMarked;
