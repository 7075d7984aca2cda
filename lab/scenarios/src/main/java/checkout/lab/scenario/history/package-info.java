/** The history of a run: every call of a storefront or an operator, with its times and what became of it. */
@NullMarked
package checkout.lab.scenario.history;

import org.jspecify.annotations.NullMarked;
