/** Ways to reserve stock behind one port, each in a small class. */
@NullMarked
package checkout.strategies.reservation;

import org.jspecify.annotations.NullMarked;
