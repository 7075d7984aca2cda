package checkout.provider.call;

import java.util.UUID;

/** An amount to charge or refund for a checkout, in minor units. */
public record ChargeAmount(UUID checkoutId, long amount, String currency) {}
