/** The operator's command line: sagas, dead letters and the audit, through the orchestrator's HTTP API. */
@NullMarked
package checkout.cli;

import org.jspecify.annotations.NullMarked;
