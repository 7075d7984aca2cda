/** Records the exchanges of the tests of a module, and compares each with the description of its API. */
@NullMarked
package checkout.apichecks.recording;

import org.jspecify.annotations.NullMarked;
