package checkout.provider.network;

import checkout.provider.InvalidProviderRequest;
import checkout.provider.call.ChargeAmount;
import java.util.Currency;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Checks the checkout, the amount and the currency of a request. */
final class ValidAmount {
    private static final long MAX_AMOUNT = 999_999_999_99L;

    private ValidAmount() {}

    /** @param amount in minor units */
    static ChargeAmount of(@Nullable UUID checkoutId, @Nullable Long amount, @Nullable String currency) {
        UUID checkout = checkout(checkoutId);
        if (amount == null || amount < 1 || amount > MAX_AMOUNT) {
            throw InvalidProviderRequest.because("amount must be 1 to %d minor units".formatted(MAX_AMOUNT));
        }
        return new ChargeAmount(checkout, amount, currencyCode(currency));
    }

    static UUID checkout(@Nullable UUID checkoutId) {
        if (checkoutId == null) {
            throw InvalidProviderRequest.because("checkoutId is missing; send a UUID");
        }
        return checkoutId;
    }

    private static String currencyCode(@Nullable String currency) {
        if (currency == null) {
            throw InvalidProviderRequest.because("currency is missing; send an ISO 4217 code such as EUR");
        }
        try {
            return Currency.getInstance(currency).getCurrencyCode();
        } catch (IllegalArgumentException e) {
            throw InvalidProviderRequest.because("currency is not an ISO 4217 code; send one such as EUR");
        }
    }
}
