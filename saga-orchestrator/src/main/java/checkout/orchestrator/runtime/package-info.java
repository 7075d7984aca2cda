/** The engine's shell: rows, messages and due times become inputs; decisions become rows and messages, in one commit. */
@NullMarked
package checkout.orchestrator.runtime;

import org.jspecify.annotations.NullMarked;
