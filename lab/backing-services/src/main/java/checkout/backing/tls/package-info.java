/** Certificates for servers and clients of a test or of the local stack. */
@NullMarked
package checkout.backing.tls;

import org.jspecify.annotations.NullMarked;
