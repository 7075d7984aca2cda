/** What operators, and the operator's console, see of payments. */
@NullMarked
package checkout.payment.view;

import org.jspecify.annotations.NullMarked;
