@NullMarked
package checkout.messaging.sql;

import org.jspecify.annotations.NullMarked;
