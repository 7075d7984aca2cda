package checkout.payment.command;

import java.util.Optional;
import java.util.regex.Pattern;

/** Refuses card tokens that look like card numbers, which must never be stored. */
final class CardNumberRedaction {
    private static final int MAX_TOKEN_LENGTH = 255;
    private static final Pattern CARD_NUMBER = Pattern.compile("(?<!\\d)\\d(?:[ -]?\\d){12,18}(?!\\d)");

    private CardNumberRedaction() {}

    /** The reason why this token may not be stored and sent, if there is one. */
    static Optional<String> refusal(String token) {
        if (CARD_NUMBER.matcher(token).find()) {
            return Optional.of("card_number_refused");
        }
        return token.isBlank() || token.length() > MAX_TOKEN_LENGTH ? Optional.of("invalid_token") : Optional.empty();
    }
}
