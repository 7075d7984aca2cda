package checkout.provider.network;

import checkout.provider.InvalidRequest;
import checkout.provider.ledger.ChargeAmount;
import checkout.web.ProblemException;
import java.util.Currency;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** The body of an authorization as it comes in; {@code amount} is in minor units. */
record AuthorizationRequest(
        @Nullable UUID checkoutId,
        @Nullable Long amount,
        @Nullable String currency,
        @Nullable String token) {

    private static final long LARGEST_AMOUNT = 999_999_999_99L;
    private static final int LONGEST_TOKEN = 255;
    private static final Pattern CARD_NUMBER = Pattern.compile("(?<!\\d)\\d(?:[ -]?\\d){12,18}(?!\\d)");

    ChargeAmount charge() {
        if (checkoutId == null) {
            throw InvalidRequest.because("checkoutId is missing; send a UUID");
        }
        if (amount == null || amount < 1 || amount > LARGEST_AMOUNT) {
            throw InvalidRequest.because("amount is in minor units, 1 to " + LARGEST_AMOUNT);
        }
        return new ChargeAmount(checkoutId, amount, knownCurrency());
    }

    /** The token, once it is sure that it is none of the things that must never be kept. */
    String safeToken() {
        if (token == null || token.isBlank() || token.length() > LONGEST_TOKEN) {
            throw InvalidRequest.because("token has 1 to " + LONGEST_TOKEN + " characters");
        }
        if (CARD_NUMBER.matcher(token).find()) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "card-number-refused",
                    "No card numbers",
                    "The token looks like a card number; send a token. Nothing of it was kept");
        }
        return token;
    }

    private String knownCurrency() {
        try {
            if (currency != null) {
                return Currency.getInstance(currency).getCurrencyCode();
            }
        } catch (IllegalArgumentException e) {
            throw InvalidRequest.because("currency is not an ISO 4217 code; send one such as EUR");
        }
        throw InvalidRequest.because("currency is missing; send an ISO 4217 code such as EUR");
    }
}
