/** Carries connections between clients and servers, and does to them what a fault says. */
@NullMarked
package checkout.lab.network.proxy;

import org.jspecify.annotations.NullMarked;
