/** Submits demo checkouts through the storefront API and counts their outcomes. */
@NullMarked
package checkout.lab.stack.demo;

import org.jspecify.annotations.NullMarked;
