package checkout.payment.card;

import java.util.Optional;
import java.util.regex.Pattern;

/** Keeps out of our tables what must never be in them. */
public final class CardNumberRedaction {
    private static final int LONGEST_TOKEN = 255;
    private static final Pattern CARD_NUMBER = Pattern.compile("(?<!\\d)\\d(?:[ -]?\\d){12,18}(?!\\d)");

    private CardNumberRedaction() {}

    /** Why this is no token that may be stored and sent on, if it is none. */
    public static Optional<String> refusal(String token) {
        if (CARD_NUMBER.matcher(token).find()) {
            return Optional.of("card_number_refused");
        }
        return token.isBlank() || token.length() > LONGEST_TOKEN ? Optional.of("invalid_token") : Optional.empty();
    }
}
