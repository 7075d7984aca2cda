package checkout.lab.scenario.context;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one customer does.
 *
 * @param cancels whether the order is cancelled as soon as it is accepted
 */
public record ShopperPurchase(Wish wish, String sku, String payment, boolean cancels) {

    private static final List<String> PLENTY = List.of("TEA-001", "TEA-002", "TEA-003", "TEA-004", "CUP-001");
    private static final int WALLETS = 100;

    /** What the customer must expect. */
    public enum Wish {
        TO_BUY(null),
        TO_BUY_WITH_A_BAD_CARD("PAYMENT_DECLINED"),
        TO_BUY_WITH_AN_EMPTY_WALLET("PAYMENT_DECLINED"),
        TO_BUY_THE_LAST_ONE("OUT_OF_STOCK");

        private final @Nullable String refusal;

        Wish(@Nullable String refusal) {
            this.refusal = refusal;
        }

        /** The reason for which this may be rejected, if there is one. */
        public @Nullable String refusal() {
            return refusal;
        }
    }

    /** The n-th of a run with this seed. */
    public static ShopperPurchase of(long seed, long n) {
        SeededRandom seededRandom = SeededRandom.of(seed, "customer " + n);
        int kind = seededRandom.below(100);
        boolean cancels = seededRandom.inHundred(8);
        String sku = seededRandom.oneOf(PLENTY);
        if (kind < 45) {
            return new ShopperPurchase(Wish.TO_BUY, sku, card("tok_ok"), cancels);
        } else if (kind < 80) {
            return new ShopperPurchase(
                    Wish.TO_BUY, sku, wallet("wallet-%03d".formatted(1 + seededRandom.below(WALLETS))), cancels);
        } else if (kind < 88) {
            return new ShopperPurchase(Wish.TO_BUY_WITH_A_BAD_CARD, sku, card("tok_declined"), cancels);
        } else if (kind < 93) {
            return new ShopperPurchase(Wish.TO_BUY_WITH_AN_EMPTY_WALLET, sku, wallet("wallet-empty"), cancels);
        }
        return new ShopperPurchase(Wish.TO_BUY_THE_LAST_ONE, "LAST-ONE", card("tok_ok"), cancels);
    }

    /** One of these, with a good card. */
    public static ShopperPurchase of(String sku) {
        return new ShopperPurchase(Wish.TO_BUY, sku, card("tok_ok"), false);
    }

    private static String card(String token) {
        return "{\"method\":\"card\",\"token\":\"%s\"}".formatted(token);
    }

    private static String wallet(String account) {
        return "{\"method\":\"wallet\",\"accountId\":\"%s\"}".formatted(account);
    }

    public String body(String customer) {
        return "{\"customerId\":\"%s\",\"lines\":[{\"sku\":\"%s\",\"quantity\":1}],\"payment\":%s}"
                .formatted(customer, sku, payment);
    }
}
