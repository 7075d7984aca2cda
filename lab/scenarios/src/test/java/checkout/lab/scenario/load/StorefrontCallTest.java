package checkout.lab.scenario.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.scenario.context.ShopperPurchase;
import checkout.lab.scenario.context.ShopperPurchase.Line;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Red here: a customer's request is not the one that the storefront API documents. */
class StorefrontCallTest {

    private static final UUID ID = new UUID(0, 7);

    private static String text(StorefrontCall call) {
        return UTF_8.decode(call.bytes(8080, "secret")).toString();
    }

    @Test
    void aCheckoutHasItsIdempotencyKey() {
        assertThat(text(StorefrontCall.place(0, "c-1", "{}")))
                .startsWith("POST /v1/checkouts HTTP/1.1\r\n")
                .contains(
                        "\r\nAuthorization: Bearer secret\r\n",
                        "\r\nIdempotency-Key: c-1\r\n",
                        "\r\nContent-Length: 2\r\n")
                .endsWith("\r\n\r\n{}");
    }

    @Test
    void aReadHasNone() {
        assertThat(text(StorefrontCall.read(0, ID)))
                .startsWith("GET /v1/checkouts/" + ID + " HTTP/1.1\r\n")
                .doesNotContain("Idempotency-Key")
                .endsWith("Content-Length: 0\r\n\r\n");
    }

    @Test
    void theOtherStorefrontTriesTheSame() {
        StorefrontCall read = StorefrontCall.read(0, ID);
        assertThat(read.byOther().storefront()).isEqualTo(1);
        assertThat(read.byOther().name()).isEqualTo("read-by-other");
        assertThat(read.byOther().path()).isEqualTo(read.path());
        assertThat(StorefrontCall.cancel(1, ID).byOther().storefront()).isZero();
    }

    @Test
    void anotherCheckoutUnderTheSameKeyHasAnotherBodyAndName() {
        ShopperPurchase one = ShopperPurchase.ordinary("TEA-001");
        StorefrontCall placed = StorefrontCall.place(0, "c-1", one.json("c-1"));
        StorefrontCall changed = placed.changed(one.withOneMore().json("c-1"));
        assertThat(changed.key()).isEqualTo(placed.key());
        assertThat(changed.name()).isNotEqualTo(placed.name());
        assertThat(changed.body()).contains("{\"sku\":\"TEA-001\",\"quantity\":2}");
    }

    @Test
    void aReturnNamesItsItems() {
        assertThat(text(StorefrontCall.giveBack(0, ID, 1, List.of(new Line("TEA-001", 2), new Line("CUP-001", 1)))))
                .startsWith("POST /v1/checkouts/" + ID + "/returns ")
                .contains("\"lines\":[{\"sku\":\"TEA-001\",\"quantity\":2},{\"sku\":\"CUP-001\",\"quantity\":1}]");
    }
}
