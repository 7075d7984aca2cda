/** Reads an OpenAPI description, and tells in what an exchange differs from it. */
@NullMarked
package checkout.apichecks.description;

import org.jspecify.annotations.NullMarked;
