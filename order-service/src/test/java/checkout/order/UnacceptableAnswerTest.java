package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Fails if a request is refused for the form of its answer after it took effect. */
class UnacceptableAnswerTest extends RunningStorefronts {
    private static final String XML = "application/xml";

    @Test
    void placesNoCheckout() {
        String key = UUID.randomUUID().toString();
        HttpResponse<String> refused = send(request("/v1/checkouts", ONE)
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/json")
                .header("Accept", XML)
                .POST(HttpRequest.BodyPublishers.ofString(CART)));
        assertNotAcceptable(refused);
        assertThat(jdbc.queryForList("select checkout_id from idempotency_key where key = ?", UUID.class, key))
                .isEmpty();
    }

    @Test
    void cancelsNoCheckout() {
        UUID checkout = placed();
        assertNotAcceptable(send(request("/v1/checkouts/" + checkout + "/cancel", ONE)
                .header("Accept", XML)
                .POST(HttpRequest.BodyPublishers.noBody())));
        assertThat(jdbc.queryForObject("select cancel_requested from orders where id = ?", Boolean.class, checkout))
                .isFalse();
    }

    /** The key would be shown to nobody, and the one it replaces would end. */
    @Test
    void createsAndRotatesNoKey() {
        String storefront = storefront("{}");
        String id = newKey(storefront, "{\"name\":\"first\"}").get("keyId").asString();
        assertNotAcceptable(send(acceptingXml(keys(storefront), "{\"name\":\"second\"}")));
        assertNotAcceptable(send(acceptingXml(keys(storefront) + "/" + id + "/rotate", "{}")));
        assertThat(jdbc.queryForList("select name from storefront_key where storefront = ?", String.class, storefront))
                .isEqualTo(List.of("first"));
    }

    private HttpRequest.Builder acceptingXml(String path, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString("admin:password-of-admin".getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/json")
                .header("Accept", XML)
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private void assertNotAcceptable(HttpResponse<String> refused) {
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(406);
        assertThat(type(refused)).isEqualTo("urn:checkout:problem:not-acceptable");
    }
}
