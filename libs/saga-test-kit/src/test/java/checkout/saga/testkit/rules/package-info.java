/** One test for each rule of the engine: given a saga, when it receives an input, then it decides so. */
@NullMarked
package checkout.saga.testkit.rules;

import org.jspecify.annotations.NullMarked;
