/** Makes sagas wait for different causes and reads what an operator is told. */
@NullMarked
package checkout.lab.scenario.diagnosis;

import org.jspecify.annotations.NullMarked;
