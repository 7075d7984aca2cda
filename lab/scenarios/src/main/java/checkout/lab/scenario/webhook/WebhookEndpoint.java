package checkout.lab.scenario.webhook;

import checkout.lab.http.JsonHttpClient;
import checkout.lab.scenario.context.ScenarioContext;
import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * An endpoint that the scenario has created at order-service.
 *
 * @param answeredAt when it certainly existed: the time of its creation is that of the beginning of a transaction
 */
record WebhookEndpoint(UUID id, String secret, Instant answeredAt) {
    private static final String PATH = "/v1/webhook-endpoints";

    static WebhookEndpoint create(ScenarioContext context, String url) throws InterruptedException {
        JsonNode created = JsonHttpClient.admin(context.stack())
                .postJson(orderService(context) + PATH, """
                        {"storefront":"storefront","url":"%s","description":"scenario webhook-receiver",
                         "eventTypes":["checkout.confirmed","checkout.rejected","return.accepted","return.refused"]}
                        """.formatted(url))
                .bodyIfSuccessful();
        return new WebhookEndpoint(
                UUID.fromString(created.path("endpointId").asString()),
                created.path("secret").asString(),
                Instant.now());
    }

    void delete(ScenarioContext context) throws InterruptedException {
        JsonHttpClient.admin(context.stack()).delete("%s%s/%s".formatted(orderService(context), PATH, id));
    }

    private static String orderService(ScenarioContext context) {
        return context.stack().ports().url("order-service");
    }
}
