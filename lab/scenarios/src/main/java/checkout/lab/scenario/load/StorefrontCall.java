package checkout.lab.scenario.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import checkout.lab.scenario.context.ShopperPurchase.Line;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request of a storefront.
 *
 * @param name under which it stands in the history
 * @param storefront 0 for the first, 1 for the second
 * @param key the idempotency key, if the request has one
 */
record StorefrontCall(
        String name,
        int storefront,
        String method,
        String path,
        @Nullable String key,
        @Nullable UUID checkout,
        String body) {

    /** Submits a checkout; every repetition of it has the same name, because it must have the same answer. */
    static StorefrontCall place(int storefront, String customer, String body) {
        return new StorefrontCall("place", storefront, "POST", "/v1/checkouts", customer, null, body);
    }

    static StorefrontCall cancel(int storefront, UUID checkout) {
        return new StorefrontCall(
                "cancel",
                storefront,
                "POST",
                "/v1/checkouts/%s/cancel".formatted(checkout),
                "cancel-" + checkout,
                checkout,
                "");
    }

    /** @param nth the number of the return among those of its checkout */
    static StorefrontCall giveBack(int storefront, UUID checkout, int nth, List<Line> lines) {
        return new StorefrontCall(
                "return",
                storefront,
                "POST",
                "/v1/checkouts/%s/returns".formatted(checkout),
                "return-%d-%s".formatted(nth, checkout),
                checkout,
                "{\"lines\":[%s],\"reason\":\"scenario\"}".formatted(Line.json(lines)));
    }

    static StorefrontCall read(int storefront, UUID checkout) {
        return new StorefrontCall("read", storefront, "GET", "/v1/checkouts/" + checkout, null, checkout, "");
    }

    /** The checkouts of a customer. */
    static StorefrontCall list(int storefront, String customer) {
        return new StorefrontCall("list", storefront, "GET", "/v1/checkouts?customerId=" + customer, null, null, "");
    }

    /** Another checkout under the key of this one. */
    StorefrontCall changed(String otherBody) {
        return new StorefrontCall("place-changed", storefront, method, path, key, null, otherBody);
    }

    /** The same by the other storefront. */
    StorefrontCall byOther() {
        return new StorefrontCall(name + "-by-other", 1 - storefront, method, path, key, checkout, body);
    }

    /** The request as it is sent. */
    ByteBuffer bytes(int port, String storefrontKey) {
        String keyHeader = key == null ? "" : "Idempotency-Key: " + key + "\r\n";
        return ByteBuffer.wrap("""
                %s %s HTTP/1.1\r
                Host: 127.0.0.1:%d\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                %sContent-Length: %d\r
                \r
                %s""".formatted(method, path, port, storefrontKey, keyHeader, body.length(), body)
                .getBytes(UTF_8));
    }
}
