/** The simulator as a merchant and an engineer meet it: over HTTP, started and stopped for real. */
@NullMarked
package checkout.provider;

import org.jspecify.annotations.NullMarked;
