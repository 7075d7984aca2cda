package checkout.contracts;

import java.util.List;
import java.util.UUID;

/** A storefront's checkout was accepted and priced; from here on it ends confirmed or rejected. */
public record OrderPlaced(
        UUID checkoutId, String customerId, List<OrderLine> lines, Money total, PaymentMethod payment) {}
