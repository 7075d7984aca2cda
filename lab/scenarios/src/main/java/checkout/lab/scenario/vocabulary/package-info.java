/** The words that scenarios are made of, whether they are classes or files: what each makes and with which values. */
@NullMarked
package checkout.lab.scenario.vocabulary;

import org.jspecify.annotations.NullMarked;
