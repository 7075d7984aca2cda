package checkout.lab.bench.load;

import checkout.lab.bench.http.AsciiBytes;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is bought and how it is paid, as the JSON of a request's body; the n-th cart is the same in every run. */
final class CartBodies {

    /** Of these the demo shop has more than any run can sell. */
    static final List<String> PLENTY = List.of("TEA-001", "TEA-002", "TEA-003", "TEA-004", "CUP-001");

    private static final int WALLETS = 100;

    private final List<byte[]> lines;
    private final List<byte[]> payments;

    CartBodies(CartMix shopping) {
        this.lines = IntStream.range(0, PLENTY.size())
                .mapToObj(n -> AsciiBytes.bytes(lines(shopping, n)))
                .toList();
        this.payments = shopping.payment() == CartMix.Payment.CARD
                ? List.of(AsciiBytes.bytes("{\"method\":\"card\",\"token\":\"tok_ok\"}"))
                : IntStream.rangeClosed(1, WALLETS)
                        .mapToObj(n ->
                                AsciiBytes.bytes("{\"method\":\"wallet\",\"accountId\":\"wallet-%03d\"}".formatted(n)))
                        .toList();
    }

    byte[] lines(long n) {
        return lines.get((int) (n % lines.size()));
    }

    byte[] payment(long n) {
        return payments.get((int) (n % payments.size()));
    }

    /** Neighbouring products; in hot carts the first product, and then neighbours among the others. */
    private static String lines(CartMix shopping, int n) {
        return IntStream.range(0, shopping.lines())
                .mapToObj(line -> shopping.items() == CartMix.Items.SPREAD
                        ? PLENTY.get((n + line) % PLENTY.size())
                        : PLENTY.get(line == 0 ? 0 : 1 + (n + line) % (PLENTY.size() - 1)))
                .map("{\"sku\":\"%s\",\"quantity\":1}"::formatted)
                .collect(Collectors.joining(",", "[", "]"));
    }
}
