package checkout.payment.command;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Refuses card tokens that contain what looks like a card number, which must never be stored. */
final class CardNumberRedaction {
    private static final int MAX_TOKEN_LENGTH = 255;
    private static final int MIN_DIGITS = 13;
    private static final int MAX_DIGITS = 19;

    /** Digits, in groups with a single space or dash in between. */
    private static final Pattern GROUPED_DIGITS = Pattern.compile("\\d+(?:[ -]\\d+)*");

    /** No card number is written like this, but a UUID may contain a dozen digits in a row. */
    private static final Pattern UUID =
            Pattern.compile("(?i)(?<![0-9a-f])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-f])");

    private CardNumberRedaction() {}

    /** The reason why this token may not be stored and sent, if there is one. */
    static Optional<String> refusal(String token) {
        if (token.isBlank() || token.length() > MAX_TOKEN_LENGTH) {
            return Optional.of("invalid_token");
        }
        return containsCardNumber(UUID.matcher(token).replaceAll("uuid"))
                ? Optional.of("card_number_refused")
                : Optional.empty();
    }

    private static boolean containsCardNumber(String token) {
        Matcher matcher = GROUPED_DIGITS.matcher(token);
        while (matcher.find()) {
            if (groupsMakeACardNumber(matcher.group().split("[ -]", -1))) {
                return true;
            }
        }
        return false;
    }

    /** Whether some groups that follow each other do: there may be other digits before and after a card number. */
    private static boolean groupsMakeACardNumber(String[] groups) {
        for (int first = 0; first < groups.length; first++) {
            StringBuilder digits = new StringBuilder();
            for (int last = first; last < groups.length && digits.length() < MAX_DIGITS; last++) {
                digits.append(groups[last]);
                if (digits.length() >= MIN_DIGITS && digits.length() <= MAX_DIGITS && hasCheckDigit(digits)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether the last digit is the check digit of the others, by the Luhn algorithm (ISO/IEC 7812-1, annex B). */
    private static boolean hasCheckDigit(CharSequence digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit : 2 * digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }
}
