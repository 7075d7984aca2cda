/** The tests that every service with a described API runs. */
@NullMarked
package checkout.apichecks;

import org.jspecify.annotations.NullMarked;
