/** The end of authorizations that nobody settles. */
@NullMarked
package checkout.payment.expiry;

import org.jspecify.annotations.NullMarked;
