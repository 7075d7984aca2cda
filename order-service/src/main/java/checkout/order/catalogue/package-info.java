/** What can be bought and for how much; nobody else reads these tables. */
@NullMarked
package checkout.order.catalogue;

import org.jspecify.annotations.NullMarked;
