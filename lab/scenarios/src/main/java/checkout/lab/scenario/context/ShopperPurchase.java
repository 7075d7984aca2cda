package checkout.lab.scenario.context;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one customer buys.
 *
 * @param cancels whether the customer cancels the order after it is accepted
 */
public record ShopperPurchase(Kind kind, List<Line> lines, String payment, boolean cancels) {

    /** The product of which there is one item. */
    public static final String SCARCE = "LAST-ONE";

    /** A card whose refunds are declined. */
    public static final String REFUND_DECLINED = "tok_refund_declined";

    private static final List<String> SKUS = List.of("TEA-001", "TEA-002", "TEA-003", "TEA-004", "CUP-001");
    private static final int WALLETS = 100;
    private static final String DECLINED = "PAYMENT_DECLINED";
    private static final String OUT_OF_STOCK = "OUT_OF_STOCK";

    /** So many items of a product. */
    public record Line(String sku, int quantity) {
        /** One item of it. */
        public Line one() {
            return new Line(sku, 1);
        }

        /** The elements of an array. */
        public static String json(List<Line> lines) {
            return lines.stream()
                    .map(line -> "{\"sku\":\"%s\",\"quantity\":%d}".formatted(line.sku, line.quantity))
                    .collect(Collectors.joining(","));
        }
    }

    /** What kind of purchase it is, and how it may be refused. */
    public enum Kind {
        ORDINARY(true, null),
        DECLINED_CARD(false, DECLINED),
        EMPTY_WALLET(false, DECLINED),
        /** A wallet that may have enough or not. */
        LOW_WALLET(true, DECLINED),
        /** A card whose provider never answers and never charges. */
        UNREACHABLE_CARD(false, null),
        SCARCE_PRODUCT(true, OUT_OF_STOCK);

        private final boolean mayBeConfirmed;
        private final @Nullable String refusal;

        Kind(boolean mayBeConfirmed, @Nullable String refusal) {
            this.mayBeConfirmed = mayBeConfirmed;
            this.refusal = refusal;
        }
    }

    public ShopperPurchase {
        lines = List.copyOf(lines);
    }

    /** One item of a product. */
    public ShopperPurchase(Kind kind, String sku, String payment, boolean cancels) {
        this(kind, List.of(new Line(sku, 1)), payment, cancels);
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
        return new ShopperPurchase(Kind.SCARCE_PRODUCT, SCARCE, card("tok_ok"), cancels);
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

    /** The same with one more item of the first product. */
    public ShopperPurchase withOneMore() {
        List<Line> more = new ArrayList<>(lines);
        more.set(0, new Line(lines.getFirst().sku(), lines.getFirst().quantity() + 1));
        return new ShopperPurchase(kind, more, payment, cancels);
    }

    public boolean buys(String sku) {
        return lines.stream().anyMatch(line -> line.sku().equals(sku));
    }

    /** Whether the provider or the wallet takes refunds. */
    public boolean canBeRefunded() {
        return !payment.contains(REFUND_DECLINED);
    }

    public boolean mayBeConfirmed() {
        return kind.mayBeConfirmed;
    }

    /** Whether the order may be rejected for this reason. Any purchase may time out. */
    public boolean mayBeRejected(String reason) {
        return switch (reason) {
            case "TIMED_OUT" -> true;
            case "CANCELLED" -> cancels;
            case OUT_OF_STOCK -> OUT_OF_STOCK.equals(kind.refusal) || buys(SCARCE);
            default -> reason.equals(kind.refusal);
        };
    }

    public String json(String customer) {
        return "{\"customerId\":\"%s\",\"lines\":[%s],\"payment\":%s}".formatted(customer, Line.json(lines), payment);
    }
}
