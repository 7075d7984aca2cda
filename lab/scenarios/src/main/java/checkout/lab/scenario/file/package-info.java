/** Reads scenarios from files, and says where a file is wrong. */
@NullMarked
package checkout.lab.scenario.file;

import org.jspecify.annotations.NullMarked;
