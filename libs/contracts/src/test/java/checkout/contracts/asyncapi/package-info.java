/** Generates the AsyncAPI document of all messages from their records. */
@NullMarked
package checkout.contracts.asyncapi;

import org.jspecify.annotations.NullMarked;
