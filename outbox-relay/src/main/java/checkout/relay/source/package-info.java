/** The life of a source in this process: connecting, standing by, publishing, refusing, stopping. */
@NullMarked
package checkout.relay.source;

import org.jspecify.annotations.NullMarked;
