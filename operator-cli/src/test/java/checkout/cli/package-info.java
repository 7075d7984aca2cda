@NullMarked
package checkout.cli;

import org.jspecify.annotations.NullMarked;
