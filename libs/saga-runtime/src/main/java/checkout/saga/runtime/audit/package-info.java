/** The log of operator actions: who did what to which saga or dead letter, and why. */
@NullMarked
package checkout.saga.runtime.audit;

import org.jspecify.annotations.NullMarked;
