@NullMarked
package checkout.saga.runtime.actrun;

import org.jspecify.annotations.NullMarked;
