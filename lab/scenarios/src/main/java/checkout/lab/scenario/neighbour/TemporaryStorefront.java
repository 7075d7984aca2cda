package checkout.lab.scenario.neighbour;

import checkout.lab.http.JsonHttpClient;
import checkout.lab.scenario.context.ScenarioContext;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A storefront with limits of its own, made through the API of the admins; its key is revoked when it is closed. */
final class TemporaryStorefront implements AutoCloseable {
    private final JsonHttpClient admin;
    private final String keys;
    private final JsonNode key;

    TemporaryStorefront(ScenarioContext context, String name, String limits) throws InterruptedException {
        admin = JsonHttpClient.admin(context.stack());
        String storefronts = context.stack().ports().url("order-service") + "/v1/admin/storefronts";
        String id = context.acceptedCheckouts().customerPrefix() + name;
        post(storefronts, "{\"id\":\"%s\",\"limits\":%s}".formatted(id, limits));
        keys = "%s/%s/keys".formatted(storefronts, id);
        key = post(keys, "{\"name\":\"scenario\"}");
    }

    private JsonNode post(String url, String json) throws InterruptedException {
        return admin.post(url, UUID.randomUUID().toString(), json).bodyIfSuccessful();
    }

    String key() {
        return key.path("key").asString();
    }

    /** The key stays valid if the run is interrupted meanwhile; only this stack has it. */
    @Override
    public void close() {
        try {
            post("%s/%s/revoke".formatted(keys, key.path("keyId").asString()), "{}");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
