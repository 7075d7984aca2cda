/** Stock that is protected by locks in Redis, with and without fencing tokens that the database checks. */
@NullMarked
package checkout.strategies.redis;

import org.jspecify.annotations.NullMarked;
