package checkout.lab.scenario.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import checkout.lab.scenario.load.FollowUp.Act;
import java.nio.ByteBuffer;
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

    static StorefrontCall giveBack(int storefront, UUID checkout, String sku) {
        return new StorefrontCall(
                "return",
                storefront,
                "POST",
                "/v1/checkouts/%s/returns".formatted(checkout),
                "return-" + checkout,
                checkout,
                "{\"lines\":[{\"sku\":\"%s\",\"quantity\":1}],\"reason\":\"scenario\"}".formatted(sku));
    }

    /** @param act READ, or READ_BY_OTHER for a read by the other storefront */
    static StorefrontCall read(Act act, int storefront, UUID checkout) {
        boolean other = act == Act.READ_BY_OTHER;
        return new StorefrontCall(
                other ? "read-by-other" : "read",
                other ? 1 - storefront : storefront,
                "GET",
                "/v1/checkouts/" + checkout,
                null,
                checkout,
                "");
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
