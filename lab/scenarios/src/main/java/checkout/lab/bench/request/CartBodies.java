package checkout.lab.bench.request;

import checkout.lab.http.AsciiBytes;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Cart lines and payments as JSON; the n-th cart is the same in every run. */
public final class CartBodies {

    /** The products of which the demo shop has more than any run can sell. */
    static final List<String> SKUS = List.of("TEA-001", "TEA-002", "TEA-003", "TEA-004", "CUP-001");

    private static final int WALLETS = 100;

    private final List<byte[]> lines;
    private final List<byte[]> payments;

    public CartBodies(CartMix mix) {
        this.lines = IntStream.range(0, SKUS.size())
                .mapToObj(n -> AsciiBytes.bytes(lines(mix, n)))
                .toList();
        this.payments = switch (mix.payment()) {
            case CARD -> List.of(AsciiBytes.bytes("{\"method\":\"card\",\"token\":\"tok_ok\"}"));
            case WALLET ->
                IntStream.rangeClosed(1, WALLETS)
                        .mapToObj("{\"method\":\"wallet\",\"accountId\":\"wallet-%03d\"}"::formatted)
                        .map(AsciiBytes::bytes)
                        .toList();
        };
    }

    public byte[] lines(long n) {
        return lines.get((int) (n % lines.size()));
    }

    public byte[] payment(long n) {
        return payments.get((int) (n % payments.size()));
    }

    private static String lines(CartMix mix, int n) {
        return IntStream.range(0, mix.lines())
                .mapToObj(line -> sku(mix.items(), n, line))
                .map("{\"sku\":\"%s\",\"quantity\":1}"::formatted)
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** Neighbouring products; in hot carts the first product, followed by neighbours among the others. */
    private static String sku(CartMix.Items items, int n, int line) {
        return switch (items) {
            case SPREAD -> SKUS.get((n + line) % SKUS.size());
            case HOT -> SKUS.get(line == 0 ? 0 : 1 + (n + line) % (SKUS.size() - 1));
        };
    }
}
