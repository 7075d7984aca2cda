/** Many sagas that are stuck for one reason: how an operator finds them, and retries all of them at once. */
@NullMarked
package checkout.lab.scenario.bulk;

import org.jspecify.annotations.NullMarked;
