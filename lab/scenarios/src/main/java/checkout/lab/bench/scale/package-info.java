/** The system as it is after it has grown: more instances, more of what has ended. */
@NullMarked
package checkout.lab.bench.scale;

import org.jspecify.annotations.NullMarked;
