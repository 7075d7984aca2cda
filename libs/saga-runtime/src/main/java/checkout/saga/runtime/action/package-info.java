/** What operators request of sagas: what would follow, and the request itself with its row of the audit log. */
@NullMarked
package checkout.saga.runtime.action;

import org.jspecify.annotations.NullMarked;
