/** Tests of request. */
@NullMarked
package checkout.lab.bench.request;

import org.jspecify.annotations.NullMarked;
