@NullMarked
package checkout.testinfra;

import org.jspecify.annotations.NullMarked;
