/** Tests of the comparison of an exchange with a description. */
@NullMarked
package checkout.apichecks.description;

import org.jspecify.annotations.NullMarked;
