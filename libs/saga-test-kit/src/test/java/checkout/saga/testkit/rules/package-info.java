/** One test for each rule, told as a story: given a saga, when it is told something, then it sends and is. */
@NullMarked
package checkout.saga.testkit.rules;

import org.jspecify.annotations.NullMarked;
