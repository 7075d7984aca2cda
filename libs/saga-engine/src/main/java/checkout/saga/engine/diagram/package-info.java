/** Pictures of a definition, drawn from the same list that drives the engine. */
@NullMarked
package checkout.saga.engine.diagram;

import org.jspecify.annotations.NullMarked;
