package checkout.lab.stack.demo;

import java.util.List;
import java.util.Map;

/** What the n-th customer of the demo buys and how they pay; most carts succeed, some are rejected. */
record DemoCart(String customerId, String sku, int quantity, Map<String, String> payment) {

    private static final List<String> TEAS = List.of("TEA-001", "TEA-002", "TEA-004", "CUP-001");
    private static final int WALLET_COUNT = 10;

    /** Of ten carts, five are paid by card, three from a wallet, one card is declined and one exceeds the stock. */
    static DemoCart number(int n) {
        String customer = "demo-" + (n % 25 + 1);
        String tea = TEAS.get(n % TEAS.size());
        return switch (n % 10) {
            case 3 -> new DemoCart(customer, tea, 1, card("tok_declined"));
            case 7 -> new DemoCart(customer, "LAST-ONE", 2, card("tok_ok"));
            case 1, 4, 8 -> new DemoCart(customer, tea, 1, wallet(n % WALLET_COUNT + 1));
            default -> new DemoCart(customer, tea, 1 + n % 2, card("tok_ok"));
        };
    }

    Map<String, Object> toRequestBody() {
        return Map.of(
                "customerId",
                customerId,
                "lines",
                List.of(Map.of("sku", sku, "quantity", quantity)),
                "payment",
                payment);
    }

    private static Map<String, String> card(String token) {
        return Map.of("method", "card", "token", token);
    }

    private static Map<String, String> wallet(int number) {
        return Map.of("method", "wallet", "accountId", "wallet-%03d".formatted(number));
    }
}
