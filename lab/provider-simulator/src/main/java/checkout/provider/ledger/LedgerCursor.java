package checkout.provider.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The offset of the next page, encoded so that clients do not depend on it. */
record LedgerCursor(int offset) {

    private static final String PREFIX = "ledger:";

    /** @throws IllegalArgumentException if the cursor is not valid */
    static LedgerCursor parse(@Nullable String text) {
        if (text == null) {
            return new LedgerCursor(0);
        }
        String decoded = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
        if (!decoded.matches(PREFIX + "[0-9]{1,9}")) {
            throw new IllegalArgumentException("The cursor is not valid");
        }
        return new LedgerCursor(Integer.parseInt(decoded.substring(PREFIX.length())));
    }

    @Override
    public String toString() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((PREFIX + offset).getBytes(StandardCharsets.UTF_8));
    }
}
