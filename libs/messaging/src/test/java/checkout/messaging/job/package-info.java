@NullMarked
package checkout.messaging.job;

import org.jspecify.annotations.NullMarked;
