/** Acts: one action of an operator on a set of sagas, which is fixed when the act is created. */
@NullMarked
package checkout.saga.runtime.act;

import org.jspecify.annotations.NullMarked;
