/** Tests of an engine's connections that need no database. */
@NullMarked
package checkout.relay.engine;

import org.jspecify.annotations.NullMarked;
