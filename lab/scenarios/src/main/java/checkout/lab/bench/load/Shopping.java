package checkout.lab.bench.load;

import checkout.lab.stack.state.StackProblem;
import java.util.Locale;

/** What the customers of a run buy, and how they pay. */
public record Shopping(Items items, int lines, Payment payment) {

    /** Whether the carts hold different products or all the same one. */
    public enum Items {
        SPREAD,
        HOT;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What they pay with. */
    public enum Payment {
        WALLET,
        CARD;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Shopping {
        if (lines < 1 || lines > Carts.PLENTY.size()) {
            throw new StackProblem("--lines is %d; it must be between 1 and %d, for so many products are in plenty."
                    .formatted(lines, Carts.PLENTY.size()));
        }
    }
}
