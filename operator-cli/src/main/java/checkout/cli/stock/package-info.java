/** Shows, changes and verifies the stock of inventory-service. */
@NullMarked
package checkout.cli.stock;

import org.jspecify.annotations.NullMarked;
