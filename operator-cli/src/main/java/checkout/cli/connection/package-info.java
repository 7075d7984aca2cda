/** Which orchestrator is asked, as which user, and the HTTP client that asks it. */
@NullMarked
package checkout.cli.connection;

import org.jspecify.annotations.NullMarked;
