/** Lists and shows sagas and acts on stuck ones. */
@NullMarked
package checkout.cli.saga;

import org.jspecify.annotations.NullMarked;
