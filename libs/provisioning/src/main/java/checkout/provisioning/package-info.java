/** Creates the roles, schemas and rights that the services need in a database. */
@NullMarked
package checkout.provisioning;

import org.jspecify.annotations.NullMarked;
