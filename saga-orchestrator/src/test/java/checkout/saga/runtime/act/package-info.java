@NullMarked
package checkout.saga.runtime.act;

import org.jspecify.annotations.NullMarked;
