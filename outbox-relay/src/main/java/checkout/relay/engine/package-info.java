/** What an engine has running, its threads and its connections, and how they are ended whatever they wait for. */
@NullMarked
package checkout.relay.engine;

import org.jspecify.annotations.NullMarked;
