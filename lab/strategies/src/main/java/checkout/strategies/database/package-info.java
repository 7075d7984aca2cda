/** Scratch databases with the tables of inventory-service. */
@NullMarked
package checkout.strategies.database;

import org.jspecify.annotations.NullMarked;
