/** The commands that show the consumers of the services and resume them. */
@NullMarked
package checkout.cli.consumer;

import org.jspecify.annotations.NullMarked;
