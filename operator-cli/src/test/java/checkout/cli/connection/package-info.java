@NullMarked
package checkout.cli.connection;

import org.jspecify.annotations.NullMarked;
