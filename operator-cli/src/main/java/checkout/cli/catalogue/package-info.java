/** The commands about the products that are sold. */
@NullMarked
package checkout.cli.catalogue;

import org.jspecify.annotations.NullMarked;
