/** What the participants of one saga say about what they have done for it. */
@NullMarked
package checkout.saga.runtime.participant;

import org.jspecify.annotations.NullMarked;
