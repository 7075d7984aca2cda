/** Faults inside a running JVM: it is ended at a named point, made slow, or made to send records late. */
@NullMarked
package checkout.lab.scenario.agent;

import org.jspecify.annotations.NullMarked;
