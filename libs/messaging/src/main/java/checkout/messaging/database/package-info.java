/** The connection to the database: the time limit of its writes, and the time of the server. */
@NullMarked
package checkout.messaging.database;

import org.jspecify.annotations.NullMarked;
