/** Scenarios about the card provider: what becomes of every test token, of calls without an answer, and of a provider that is away. */
@NullMarked
package checkout.lab.scenario.card;

import org.jspecify.annotations.NullMarked;
