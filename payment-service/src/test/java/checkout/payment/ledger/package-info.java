/** Tests of the ledger against a real PostgreSQL: its rules, its migration, what is booked for cards, and races. */
@NullMarked
package checkout.payment.ledger;

import org.jspecify.annotations.NullMarked;
