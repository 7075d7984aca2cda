package checkout.lab.scenario.load;

import checkout.lab.scenario.context.SeededRandom;
import checkout.lab.scenario.context.ShopperPurchase;
import checkout.lab.scenario.context.ShopperPurchase.Kind;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The ways to pay that a mix can name. */
final class PaymentWords {

    private static final String EVERY_TOKEN = "every-token";
    private static final String LOW_WALLET = "low-wallet";
    private static final int WALLETS = 100;

    /** The test tokens of the provider with which a checkout ends by itself. */
    private static final List<String> TOKENS = List.of(
            "tok_ok",
            "tok_declined",
            "tok_slow",
            "tok_timeout",
            "tok_throttled",
            "tok_flaky",
            "tok_down",
            "tok_pending",
            "tok_3ds",
            "tok_3ds_declined",
            "tok_3ds_abandoned",
            "tok_expiring");

    private static final Set<String> DECLINED = Set.of("tok_declined", "tok_3ds_declined", "tok_3ds_abandoned");

    private static final Set<String> NEVER_CHARGED = Set.of("tok_down");

    static final List<String> NAMES = Stream.concat(
                    Stream.of("card", "wallet", "declined-card", "empty-wallet", LOW_WALLET, EVERY_TOKEN),
                    Stream.concat(TOKENS.stream(), Stream.of(ShopperPurchase.REFUND_DECLINED)))
            .toList();

    private PaymentWords() {}

    /** How a customer pays, and what the outcome may be. */
    record Payment(Kind kind, String json) {}

    /** @param lowWallets wallets of the run with little money */
    static Payment choose(String name, List<String> lowWallets, SeededRandom random) {
        return switch (name) {
            case "card" -> token("tok_ok");
            case "wallet" ->
                new Payment(Kind.ORDINARY, ShopperPurchase.wallet("wallet-%03d".formatted(1 + random.below(WALLETS))));
            case "declined-card" -> token("tok_declined");
            case "empty-wallet" -> new Payment(Kind.EMPTY_WALLET, ShopperPurchase.wallet("wallet-empty"));
            case LOW_WALLET -> new Payment(Kind.LOW_WALLET, ShopperPurchase.wallet(random.oneOf(lowWallets)));
            case EVERY_TOKEN -> token(random.oneOf(TOKENS));
            default -> token(name);
        };
    }

    static boolean needsLowWallets(List<String> names) {
        return names.contains(LOW_WALLET);
    }

    private static Payment token(String token) {
        Kind kind = DECLINED.contains(token)
                ? Kind.DECLINED_CARD
                : NEVER_CHARGED.contains(token) ? Kind.UNREACHABLE_CARD : Kind.ORDINARY;
        return new Payment(kind, ShopperPurchase.card(token));
    }
}
