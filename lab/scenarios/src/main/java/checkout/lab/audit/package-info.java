/** Whether it all adds up: what must hold of orders, stock, payments, sagas and the card network together. */
@NullMarked
package checkout.lab.audit;

import org.jspecify.annotations.NullMarked;
