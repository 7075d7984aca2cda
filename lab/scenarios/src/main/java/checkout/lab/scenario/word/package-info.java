/** Words with typed parameters: what loads, faults and expectations are named by, in classes and in files. */
@NullMarked
package checkout.lab.scenario.word;

import org.jspecify.annotations.NullMarked;
