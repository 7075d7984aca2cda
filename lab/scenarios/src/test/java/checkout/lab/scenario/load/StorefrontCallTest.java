package checkout.lab.scenario.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.scenario.load.FollowUp.Act;
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
        assertThat(text(StorefrontCall.read(Act.READ, 0, ID)))
                .startsWith("GET /v1/checkouts/" + ID + " HTTP/1.1\r\n")
                .doesNotContain("Idempotency-Key")
                .endsWith("Content-Length: 0\r\n\r\n");
    }

    @Test
    void theOtherStorefrontReadsWhatTheFirstHasBought() {
        assertThat(StorefrontCall.read(Act.READ_BY_OTHER, 0, ID).storefront()).isEqualTo(1);
        assertThat(StorefrontCall.read(Act.READ_BY_OTHER, 1, ID).storefront()).isZero();
        assertThat(StorefrontCall.read(Act.READ, 1, ID).storefront()).isEqualTo(1);
    }

    @Test
    void aReturnNamesOneItem() {
        assertThat(text(StorefrontCall.giveBack(0, ID, "TEA-001")))
                .startsWith("POST /v1/checkouts/" + ID + "/returns ")
                .contains("\"lines\":[{\"sku\":\"TEA-001\",\"quantity\":1}]");
    }
}
