@NullMarked
package checkout.saga.runtime;

import org.jspecify.annotations.NullMarked;
