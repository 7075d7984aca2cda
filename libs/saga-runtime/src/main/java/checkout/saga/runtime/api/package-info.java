/** What all operator requests have in common: pages, reasons, errors and redaction. */
@NullMarked
package checkout.saga.runtime.api;

import org.jspecify.annotations.NullMarked;
