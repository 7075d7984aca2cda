package checkout.provider.ledger;

import java.util.UUID;

/** Money asked for a checkout, in minor units. */
public record ChargeAmount(UUID checkoutId, long amount, String currency) {}
