/** Tests of fencing tokens. */
@NullMarked
package checkout.strategies.redis;

import org.jspecify.annotations.NullMarked;
