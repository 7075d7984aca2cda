package checkout.contracts;

import java.util.UUID;

/**
 * What the orchestrator asks of a participant. Every command but {@link OrderCommand.RefuseCancel} is answered with a
 * {@link Reply}, however often it is sent.
 */
public sealed interface Command permits OrderCommand, InventoryCommand, PaymentCommand {
    UUID checkoutId();
}
