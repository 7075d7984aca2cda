/** Simulates a saga with its participants, messages and time, and computes what must come of each scenario. */
@NullMarked
package checkout.saga.testkit.matrix;

import org.jspecify.annotations.NullMarked;
