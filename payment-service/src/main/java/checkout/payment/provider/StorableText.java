package checkout.payment.provider;

import java.util.regex.Pattern;

/** Makes the provider's texts storable: PostgreSQL stores neither NUL nor half of a surrogate pair in a text. */
final class StorableText {
    private static final Pattern UNSTORABLE = Pattern.compile("[\\x00\\p{Cs}]");

    private StorableText() {}

    /** The text, or its beginning if it is longer than the limit. */
    static String of(String text, int limit) {
        String beginning = text.substring(0, Math.min(limit, text.length()));
        return UNSTORABLE.matcher(beginning).replaceAll("\uFFFD");
    }
}
