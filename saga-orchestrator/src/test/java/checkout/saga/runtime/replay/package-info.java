@NullMarked
package checkout.saga.runtime.replay;

import org.jspecify.annotations.NullMarked;
