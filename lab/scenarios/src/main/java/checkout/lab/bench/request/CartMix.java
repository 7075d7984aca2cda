package checkout.lab.bench.request;

import checkout.lab.stack.state.StackException;
import java.util.Locale;

/** What the customers of a run buy, and how they pay. */
public record CartMix(Items items, int lines, Payment payment) {

    /** Whether the carts contain different products or all the same one. */
    public enum Items {
        SPREAD,
        HOT;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The payment method. */
    public enum Payment {
        WALLET,
        CARD;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public CartMix {
        if (lines < 1 || lines > CartBodies.SKUS.size()) {
            throw new StackException(
                    "--lines is %d; it must be between 1 and %d, the number of products with ample stock."
                            .formatted(lines, CartBodies.SKUS.size()));
        }
    }
}
