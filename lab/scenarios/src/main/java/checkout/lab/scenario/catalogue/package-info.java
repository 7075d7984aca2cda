/** Reads the catalogue while the service that knows the stock does not answer. */
@NullMarked
package checkout.lab.scenario.catalogue;

import org.jspecify.annotations.NullMarked;
