/** The operator's console: its pages, and the definitions that it draws. */
@NullMarked
package checkout.saga.runtime.console;

import org.jspecify.annotations.NullMarked;
