/** Serves the description of a service's API and the pages about problems. */
@NullMarked
package checkout.web.documentation;

import org.jspecify.annotations.NullMarked;
