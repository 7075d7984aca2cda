package checkout.order;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Lets a test manage storefronts and keys as an admin does. */
@TestPropertySource(
        properties = {
            "checkout.users.admin.password=password-of-admin",
            "checkout.users.operator.password=password-of-operator",
            "checkout.keys.refresh=50ms",
            "checkout.keys.write-uses=PT0.2S",
            "checkout.limits.max-streams=3",
            "checkout.body.timeout=2s",
            "server.tomcat.connection-timeout=2s"
        })
abstract class RunningStorefronts extends RunningOrderService {
    static final String STOREFRONTS = "/v1/admin/storefronts";

    HttpResponse<String> asUser(String user, String method, String path, String body) {
        String credentials = user + ":password-of-" + user;
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)));
    }

    HttpResponse<String> asAdmin(String method, String path, String body) {
        return asUser("admin", method, path, body);
    }

    /** Creates a storefront with these limits and returns its id. */
    String storefront(String limits) {
        String id = "s-" + UUID.randomUUID();
        HttpResponse<String> answer =
                asAdmin("POST", STOREFRONTS, "{\"id\":\"%s\",\"limits\":%s}".formatted(id, limits));
        if (answer.statusCode() != 201) {
            throw new IllegalStateException(answer.body());
        }
        return id;
    }

    JsonNode newKey(String storefront, String request) {
        HttpResponse<String> answer = asAdmin("POST", keys(storefront), request);
        if (answer.statusCode() != 201) {
            throw new IllegalStateException(answer.body());
        }
        return body(answer);
    }

    /** A key of a new storefront with these limits. */
    String keyOfStorefront(String limits) {
        return newKey(storefront(limits), "{\"name\":\"test\"}").get("key").asString();
    }

    static String keys(String storefront) {
        return STOREFRONTS + "/" + storefront + "/keys";
    }

    HttpRequest.Builder placement(String key) {
        return request("/v1/checkouts", key)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(CART));
    }

    String type(HttpResponse<String> response) {
        return body(response).at("/type").asString();
    }
}
