@NullMarked
package checkout.saga.engine;

import org.jspecify.annotations.NullMarked;
