package checkout.lab.scenario.context;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one customer does.
 *
 * @param cancels whether the customer cancels the order as soon as it is accepted
 */
public record ShopperPurchase(Kind kind, String sku, String payment, boolean cancels) {

    private static final List<String> SKUS = List.of("TEA-001", "TEA-002", "TEA-003", "TEA-004", "CUP-001");
    private static final int WALLETS = 100;

    /** What kind of purchase it is, and how it may be refused. */
    public enum Kind {
        ORDINARY(null),
        DECLINED_CARD("PAYMENT_DECLINED"),
        EMPTY_WALLET("PAYMENT_DECLINED"),
        SCARCE_PRODUCT("OUT_OF_STOCK");

        private final @Nullable String refusal;

        Kind(@Nullable String refusal) {
            this.refusal = refusal;
        }

        /** The reason with which such a purchase may be rejected, if any. */
        public @Nullable String refusal() {
            return refusal;
        }
    }

    /** The n-th purchase of every run with this seed. */
    public static ShopperPurchase random(long seed, long n) {
        SeededRandom random = SeededRandom.of(seed, "customer " + n);
        int percentile = random.below(100);
        boolean cancels = random.withProbability(8);
        String sku = random.oneOf(SKUS);
        if (percentile < 45) {
            return new ShopperPurchase(Kind.ORDINARY, sku, card("tok_ok"), cancels);
        } else if (percentile < 80) {
            return new ShopperPurchase(
                    Kind.ORDINARY, sku, wallet("wallet-%03d".formatted(1 + random.below(WALLETS))), cancels);
        } else if (percentile < 88) {
            return new ShopperPurchase(Kind.DECLINED_CARD, sku, card("tok_declined"), cancels);
        } else if (percentile < 93) {
            return new ShopperPurchase(Kind.EMPTY_WALLET, sku, wallet("wallet-empty"), cancels);
        }
        return new ShopperPurchase(Kind.SCARCE_PRODUCT, "LAST-ONE", card("tok_ok"), cancels);
    }

    /** One item of the product, with a card that is accepted. */
    public static ShopperPurchase ordinary(String sku) {
        return new ShopperPurchase(Kind.ORDINARY, sku, card("tok_ok"), false);
    }

    /** One item of a product of which there is plenty, paid like this. */
    public static ShopperPurchase paidWith(Kind kind, String payment) {
        return new ShopperPurchase(kind, SKUS.getFirst(), payment, false);
    }

    /** How a storefront pays by card. */
    public static String card(String token) {
        return "{\"method\":\"card\",\"token\":\"%s\"}".formatted(token);
    }

    /** How a storefront pays from a wallet. */
    public static String wallet(String account) {
        return "{\"method\":\"wallet\",\"accountId\":\"%s\"}".formatted(account);
    }

    public String json(String customer) {
        return "{\"customerId\":\"%s\",\"lines\":[{\"sku\":\"%s\",\"quantity\":1}],\"payment\":%s}"
                .formatted(customer, sku, payment);
    }
}
