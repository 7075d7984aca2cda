/** Tests of the strategies in one database. */
@NullMarked
package checkout.strategies.reservation;

import org.jspecify.annotations.NullMarked;
