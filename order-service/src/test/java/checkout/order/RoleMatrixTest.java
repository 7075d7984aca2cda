package checkout.order;

import checkout.testinfra.RoleMatrix;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Red here: somebody may call an endpoint whose role does not permit it, or nobody has said who may. */
class RoleMatrixTest extends RunningCatalogue {
    /** These are for storefronts, which send a key; no role of a user permits them. */
    private static final List<String> STOREFRONTS = List.of(
            "POST /v1/checkouts",
            "GET /v1/checkouts",
            "GET /v1/checkouts/{id}",
            "GET /v1/checkouts/{id}/events",
            "POST /v1/checkouts/{id}/cancel",
            "POST /v1/checkouts/{id}/returns",
            "GET /v1/checkouts/{id}/returns",
            "GET /v1/checkouts/{id}/returns/{returnId}",
            "GET /v1/carts/{id}",
            "PUT /v1/carts/{id}",
            "PATCH /v1/carts/{id}",
            "DELETE /v1/carts/{id}",
            "GET /v1/products",
            "GET /v1/webhooks/endpoints",
            "GET /v1/webhooks/deliveries",
            "GET /v1/webhooks/deliveries/{id}");

    private static final List<String> VIEWERS = List.of(
            "GET /v1/overdue",
            "GET /v1/admin/products",
            "GET /v1/admin/products/{sku}",
            "GET /v1/admin/availability-cache",
            "GET /v1/webhook-endpoints",
            "GET /v1/webhook-endpoints/{id}",
            "GET /v1/webhook-deliveries",
            "GET /v1/webhook-deliveries/{id}");

    private static final List<String> OPERATORS = List.of(
            "DELETE /v1/admin/availability-cache",
            "POST /v1/webhook-endpoints/{id}/suspend",
            "POST /v1/webhook-endpoints/{id}/resume",
            "POST /v1/webhook-endpoints/{id}/test",
            "POST /v1/webhook-endpoints/{id}/redeliver",
            "POST /v1/webhook-deliveries/{id}/redeliver");

    private static final List<String> ADMINS = List.of(
            "POST /v1/admin/products/{sku}",
            "PUT /v1/admin/products/{sku}",
            "POST /v1/webhook-endpoints",
            "PATCH /v1/webhook-endpoints/{id}",
            "DELETE /v1/webhook-endpoints/{id}",
            "POST /v1/webhook-endpoints/{id}/rotate-secret",
            "GET /v1/admin/storefronts",
            "POST /v1/admin/storefronts",
            "GET /v1/admin/storefronts/{id}",
            "PUT /v1/admin/storefronts/{id}/limits",
            "GET /v1/admin/storefronts/{storefront}/keys",
            "POST /v1/admin/storefronts/{storefront}/keys",
            "POST /v1/admin/storefronts/{storefront}/keys/{key}/rotate",
            "POST /v1/admin/storefronts/{storefront}/keys/{key}/revoke");

    @Autowired
    private ApplicationContext process;

    @Test
    void everyEndpointIsForTheRoleThatIsStatedHere() {
        Map<String, String> who = new HashMap<>();
        STOREFRONTS.forEach(endpoint -> who.put(endpoint, "nobody"));
        List.of("GET /", "GET /docs", "GET /docs/{file}").forEach(endpoint -> who.put(endpoint, "everybody"));
        who.put("GET /v1/customer-sagas", "viewer or service");
        VIEWERS.forEach(endpoint -> who.put(endpoint, "viewer"));
        OPERATORS.forEach(endpoint -> who.put(endpoint, "operator"));
        ADMINS.forEach(endpoint -> who.put(endpoint, "admin"));
        RoleMatrix.mustBe(process, who);
    }
}
