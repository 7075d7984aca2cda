package checkout.lab.bench.request;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.lab.bench.load.LoadRunId;
import checkout.lab.stack.state.StackException;
import checkout.lab.time.EpochMicros;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Red here: the load is another one than the report states. */
class CartMixTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void spreadCartsContainDifferentProductsAndAllOfThem() {
        CartBodies carts = new CartBodies(new CartMix(CartMix.Items.SPREAD, 2, CartMix.Payment.WALLET));
        Set<String> all = new HashSet<>();
        for (int n = 0; n < 5; n++) {
            List<String> skus = skus(carts, n);
            assertThat(skus).hasSize(2).doesNotHaveDuplicates();
            all.addAll(skus);
        }
        assertThat(all).containsExactlyInAnyOrderElementsOf(CartBodies.SKUS);
        assertThat(new String(carts.payment(99), US_ASCII))
                .isEqualTo("{\"method\":\"wallet\",\"accountId\":\"wallet-100\"}");
    }

    @Test
    void hotCartsAllContainOneProduct() {
        CartBodies carts = new CartBodies(new CartMix(CartMix.Items.HOT, 5, CartMix.Payment.CARD));
        for (int n = 0; n < 5; n++) {
            assertThat(skus(carts, n)).hasSize(5).doesNotHaveDuplicates().startsWith("TEA-001");
        }
    }

    @Test
    void rejectsMoreLinesThanProducts() {
        assertThatThrownBy(() -> new CartMix(CartMix.Items.HOT, 6, CartMix.Payment.CARD))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("between 1 and 5");
    }

    @Test
    void assemblesACompleteRequest() {
        CartBodies carts = new CartBodies(new CartMix(CartMix.Items.SPREAD, 1, CartMix.Payment.WALLET));
        LoadRunId run = new LoadRunId("abc123");
        CheckoutRequestBytes request = new CheckoutRequestBytes("127.0.0.1:8080", "secret");
        String first = US_ASCII.decode(request.of(run.customer(77), carts.lines(0), carts.payment(0)))
                .toString();
        String second = US_ASCII.decode(request.of(run.customer(78), carts.lines(0), carts.payment(0)))
                .toString();
        String[] parts = first.split("\r\n\r\n", -1);
        assertThat(parts).hasSize(2);
        assertThat(parts[0].lines())
                .contains(
                        "POST /v1/checkouts HTTP/1.1",
                        "Authorization: Bearer secret",
                        "Content-Length: " + parts[1].length());
        assertThat(first.lines().filter(line -> line.matches("Idempotency-Key: [0-9a-f]{32}")))
                .hasSize(1);
        assertThat(second.lines().toList().get(4))
                .isNotEqualTo(first.lines().toList().get(4));
        JsonNode body = JSON.readTree(parts[1]);
        assertThat(run.arrivalOf(body.path("customerId").asString())).isEqualTo(77);
        assertThat(body.path("lines").path(0).path("quantity").asInt()).isEqualTo(1);
    }

    @Test
    void aCustomerIdStatesTheArrivalTime() {
        LoadRunId run = LoadRunId.random();
        for (long micros : new long[] {0, 1, 35, 36, 1_795_155_600_123_456L, EpochMicros.now()}) {
            String customer = new String(run.customer(micros), US_ASCII);
            assertThat(customer).matches("bench-[0-9a-z]{6}-[0-9a-z]{10}");
            assertThat(run.arrivalOf(customer)).isEqualTo(micros);
        }
    }

    private static List<String> skus(CartBodies carts, int n) {
        return JSON.readTree(new String(carts.lines(n), US_ASCII))
                .valueStream()
                .map(line -> line.path("sku").asString())
                .toList();
    }
}
