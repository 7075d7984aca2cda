/** Tests of http. */
@NullMarked
package checkout.lab.bench.http;

import org.jspecify.annotations.NullMarked;
