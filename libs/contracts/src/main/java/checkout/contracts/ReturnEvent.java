package checkout.contracts;

import java.util.UUID;

/** How a return ended, for whoever listens outside the saga. */
public sealed interface ReturnEvent {
    UUID returnId();

    UUID checkoutId();

    record ReturnAccepted(UUID returnId, UUID checkoutId) implements ReturnEvent {}

    record ReturnRefused(UUID returnId, UUID checkoutId, ReturnRefusalReason reason) implements ReturnEvent {}
}
