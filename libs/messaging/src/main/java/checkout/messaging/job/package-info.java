/** Jobs that run again and again, each on a thread of its own. */
@NullMarked
package checkout.messaging.job;

import org.jspecify.annotations.NullMarked;
