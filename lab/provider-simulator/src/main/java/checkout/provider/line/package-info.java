/** Answers to bad input: RFC 9457 problems with stable types, and hanging up without any answer. */
@NullMarked
package checkout.provider.problem;

import org.jspecify.annotations.NullMarked;
