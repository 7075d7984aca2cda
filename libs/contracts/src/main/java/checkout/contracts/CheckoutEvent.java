package checkout.contracts;

import java.util.UUID;

/** How a checkout ended, for whoever listens outside the saga. */
public sealed interface CheckoutEvent {
    UUID checkoutId();

    record CheckoutConfirmed(UUID checkoutId) implements CheckoutEvent {}

    record CheckoutRejected(UUID checkoutId, RejectionReason reason) implements CheckoutEvent {}
}
