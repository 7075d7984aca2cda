/** The invariants of orders, stock, payments, sagas and the payment provider, and the audit that checks them. */
@NullMarked
package checkout.lab.audit;

import org.jspecify.annotations.NullMarked;
