package checkout.provider.network;

import checkout.provider.InvalidProviderRequest;
import checkout.provider.call.ChargeAmount;
import checkout.web.ProblemException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * The body of an authorization, not checked yet; {@code amount} is in minor units. It names either the card's token or, in
 * {@code reauthorizes}, the reference of an authorization that has expired.
 */
record AuthorizationRequest(
        @Nullable UUID checkoutId,
        @Nullable Long amount,
        @Nullable String currency,
        @Nullable String token,
        @Nullable String reauthorizes) {

    private static final int MAX_TOKEN_LENGTH = 255;
    private static final Pattern CARD_NUMBER = Pattern.compile("(?<!\\d)\\d(?:[ -]?\\d){12,18}(?!\\d)");

    ChargeAmount charge() {
        return ValidAmount.of(checkoutId, amount, currency);
    }

    /** The reference of the authorization to repeat; null if this is a new one. */
    @Nullable
    String expiredReference() {
        if (reauthorizes != null && token != null) {
            throw InvalidProviderRequest.because("send either token or reauthorizes, not both");
        }
        return reauthorizes;
    }

    /** The token, once it is certain that it is not a card number. */
    String safeToken() {
        if (token == null || token.isBlank() || token.length() > MAX_TOKEN_LENGTH) {
            throw InvalidProviderRequest.because("token must have 1 to " + MAX_TOKEN_LENGTH + " characters");
        }
        if (CARD_NUMBER.matcher(token).find()) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "card-number-refused",
                    "Card numbers are refused",
                    "The token looks like a card number; send a token. Nothing of it was stored");
        }
        return token;
    }
}
