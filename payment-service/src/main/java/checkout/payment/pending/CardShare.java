package checkout.payment.pending;

import java.util.Set;

/**
 * How many of the calls that are taken next may be of the same card.
 *
 * @param perCard the most of one card
 * @param exhausted the tokens of the cards of which none may be taken
 */
public record CardShare(int perCard, Set<String> exhausted) {
    public static final CardShare UNLIMITED = new CardShare(Integer.MAX_VALUE, Set.of());

    @Override
    public String toString() {
        return "CardShare[%d, tokens withheld]".formatted(perCard);
    }
}
