/** Tests of http. */
@NullMarked
package checkout.lab.http;

import org.jspecify.annotations.NullMarked;
