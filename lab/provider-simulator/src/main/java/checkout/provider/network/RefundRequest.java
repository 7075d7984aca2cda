package checkout.provider.network;

import checkout.provider.call.ChargeAmount;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The body of a refund, not checked yet; {@code amount} is in minor units. */
record RefundRequest(
        @Nullable UUID checkoutId,
        @Nullable Long amount,
        @Nullable String currency) {

    ChargeAmount refund() {
        return ValidAmount.of(checkoutId, amount, currency);
    }
}
