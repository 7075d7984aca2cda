/** What all of an operator's requests have in common: pages, reasons, refusals, and what is never shown. */
@NullMarked
package checkout.saga.runtime.api;

import org.jspecify.annotations.NullMarked;
