/** Diagrams of a definition, drawn from the list that drives the engine. */
@NullMarked
package checkout.saga.engine.diagram;

import org.jspecify.annotations.NullMarked;
