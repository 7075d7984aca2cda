/** The alert rules and the dashboard, read by a Prometheus beside the stack. */
@NullMarked
package checkout.lab.scenario.monitoring;

import org.jspecify.annotations.NullMarked;
