/** Faults of the connections between applications and servers, on a stack whose connections the network proxy carries. */
@NullMarked
package checkout.lab.scenario.network;

import org.jspecify.annotations.NullMarked;
