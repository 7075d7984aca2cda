/** The append-only journal of all answered calls, on disk before a call is answered. */
@NullMarked
package checkout.provider.journal;

import org.jspecify.annotations.NullMarked;
