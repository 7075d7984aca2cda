package checkout.payment.view;

import checkout.contracts.Money;
import checkout.payment.refund.RefundStatus;
import checkout.payment.state.PaymentStatus;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The payment of a checkout as operators see it, without the card's token.
 *
 * @param method CARD or WALLET; null for a payment that was voided before it was requested
 * @param refunded the sum of the refunds that are requested or paid
 * @param reference of the authorization
 * @param detail why it was declined, or is held no more
 * @param heldUntil until when an authorization is held; null if it is held for as long as it takes
 * @param owedCall the call to the card provider that is owed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PaymentView(
        UUID checkoutId,
        PaymentStatus status,
        @Nullable String method,
        @Nullable Money amount,
        @Nullable Money refunded,
        @Nullable String reference,
        @Nullable String detail,
        @Nullable Instant heldUntil,
        @Nullable OwedCall owedCall,
        Instant createdAt,
        Instant updatedAt,
        List<RefundView> refunds) {

    /**
     * A call that is owed to the card provider.
     *
     * @param attempt how often it was made
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OwedCall(int attempt, Instant nextAt, @Nullable String lastError) {}

    /** The refund of a return. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RefundView(
            UUID returnId,
            RefundStatus status,
            Money amount,
            @Nullable String detail,
            @Nullable OwedCall owedCall) {}
}
