@NullMarked
package checkout.saga.runtime.hop;

import org.jspecify.annotations.NullMarked;
