package checkout.lab.scenario.context;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Assembles the bytes of {@code POST /v1/checkouts} for any storefront and body. */
public final class PlacementRequest {
    private PlacementRequest() {}

    /**
     * A request that keeps its connection.
     *
     * @param json the body, in ASCII
     */
    public static byte[] bytes(int port, String storefrontKey, String idempotencyKey, String json) {
        return """
                POST /v1/checkouts HTTP/1.1\r
                Host: 127.0.0.1:%d\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                Idempotency-Key: %s\r
                Content-Length: %d\r
                \r
                %s""".formatted(port, storefrontKey, idempotencyKey, json.length(), json)
                .getBytes(UTF_8);
    }
}
