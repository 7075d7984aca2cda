package checkout.provider.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Where the next page begins, in a form that nobody is tempted to do sums with. */
record LedgerCursor(int place) {

    private static final String MARK = "ledger:";

    /** @throws IllegalArgumentException if this is no cursor that a page ended with */
    static LedgerCursor parse(@Nullable String text) {
        if (text == null) {
            return new LedgerCursor(0);
        }
        String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
        if (!plain.matches(MARK + "[0-9]{1,9}")) {
            throw new IllegalArgumentException("not a cursor of this ledger");
        }
        return new LedgerCursor(Integer.parseInt(plain.substring(MARK.length())));
    }

    @Override
    public String toString() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((MARK + place).getBytes(StandardCharsets.UTF_8));
    }
}
