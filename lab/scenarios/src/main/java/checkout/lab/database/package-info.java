/** Connections to the running stack's database, queries over them, and the server's counters. */
@NullMarked
package checkout.lab.database;

import org.jspecify.annotations.NullMarked;
