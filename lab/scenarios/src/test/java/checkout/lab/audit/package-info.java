/** Tests of the audit. */
@NullMarked
package checkout.lab.audit;

import org.jspecify.annotations.NullMarked;
