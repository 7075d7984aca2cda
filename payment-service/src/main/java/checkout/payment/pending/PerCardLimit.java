package checkout.payment.pending;

import java.util.Set;

/**
 * How many of the calls that are taken next may be of the same card.
 *
 * @param most calls of one card
 * @param exhausted the tokens of the cards of which none may be taken
 */
public record PerCardLimit(int most, Set<String> exhausted) {
    public static final PerCardLimit UNLIMITED = new PerCardLimit(Integer.MAX_VALUE, Set.of());

    @Override
    public String toString() {
        return "PerCardLimit[%d, tokens withheld]".formatted(most);
    }
}
