/** What the load costs: processor time, memory and bytes, read from outside. */
@NullMarked
package checkout.lab.bench.measure;

import org.jspecify.annotations.NullMarked;
