/** Tells what a failure is a fault of: something that passes, the installation, or the record. */
@NullMarked
package checkout.messaging.fault;

import org.jspecify.annotations.NullMarked;
