/** Roles, schemas and rights of one database. */
@NullMarked
package checkout.backing.provisioning;

import org.jspecify.annotations.NullMarked;
