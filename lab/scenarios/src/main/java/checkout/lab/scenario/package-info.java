/** Load, faults and expectations under a name: what the command scenario runs against the local stack. */
@NullMarked
package checkout.lab.scenario;

import org.jspecify.annotations.NullMarked;
