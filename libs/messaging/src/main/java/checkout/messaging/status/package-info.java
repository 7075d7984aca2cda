/** What consumers report about their work, and what operators decided about them. */
@NullMarked
package checkout.messaging.status;

import org.jspecify.annotations.NullMarked;
