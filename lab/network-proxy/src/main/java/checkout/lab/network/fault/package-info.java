/** What can go wrong on a link, and what it has affected. */
@NullMarked
package checkout.lab.network.fault;

import org.jspecify.annotations.NullMarked;
