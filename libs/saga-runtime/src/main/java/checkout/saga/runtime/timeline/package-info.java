/** A saga's history, read from its messages and from what operators did to it. */
@NullMarked
package checkout.saga.runtime.timeline;

import org.jspecify.annotations.NullMarked;
