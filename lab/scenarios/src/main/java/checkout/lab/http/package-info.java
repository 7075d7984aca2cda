/** HTTP clients: a fast one for the load, and one for JSON. */
@NullMarked
package checkout.lab.http;

import org.jspecify.annotations.NullMarked;
