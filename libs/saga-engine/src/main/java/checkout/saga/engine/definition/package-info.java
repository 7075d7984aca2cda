/** What a saga is: its list of steps with the undo beside each, its pivot, its versions. */
@NullMarked
package checkout.saga.engine.definition;

import org.jspecify.annotations.NullMarked;
