package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.backing.webhook.WebhookReceiver;
import checkout.backing.webhook.WebhookReceiver.Answer;
import checkout.backing.webhook.WebhookReceiver.Hang;
import checkout.backing.webhook.WebhookReceiver.Received;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Fails if an end is told wrongly, twice for no reason, to others than its storefront, or not at all. */
class WebhookDeliveryTest extends RunningWebhooks {
    private static final Answer OK = new Answer(200, Map.of());
    private static final Answer ERROR = new Answer(500, Map.of());

    @Test
    void tellsHowACheckoutAndItsReturnsEnded() {
        WebhookReceiver receiver = receiver();
        Endpoint endpoint = endpoint(receiver);
        UUID checkout = confirmed();
        UUID accepted = returned(checkout, "TEA-001", 1);
        accept(checkout, accepted);
        complete(checkout, accepted);
        awaitStatus(checkout, accepted, "ACCEPTED");
        UUID refused = returned(checkout, "TEA-001", 1);
        refuse(checkout, refused);
        awaitStatus(checkout, refused, "REFUSED");
        awaitDelivered(endpoint, 3);
        List<Received> received = receiver.received();
        assertThat(types(received)).containsExactly("checkout.confirmed", "return.accepted", "return.refused");
        assertThat(received)
                .allMatch(each -> each.isSignedWith(endpoint.secret()))
                .allMatch(each -> each.attempt() == 1);
        JsonNode confirmation = json.readTree(received.getFirst().body());
        assertThat(confirmation.at("/data/checkoutId").asString()).isEqualTo(checkout.toString());
        assertThat(confirmation.at("/data/status").asString()).isEqualTo("CONFIRMED");
        assertThat(confirmation.at("/timestamp")).isEqualTo(confirmation.at("/data/finishedAt"));
        assertThat(confirmation.at("/data/total")).isEqualTo(view(checkout).at("/total"));
        assertThat(json.readTree(received.get(2).body()).at("/data")).isEqualTo(view(checkout, refused));
    }

    @Test
    void tellsOnlyWhatTheEndpointWantsAndOnlyItsStorefront() {
        WebhookReceiver rejections = receiver();
        WebhookReceiver stranger = receiver();
        Endpoint endpoint = endpoint("one", rejections.url(), "[\"checkout.rejected\"]");
        Endpoint ofOther = endpoint("two", stranger.url(), ALL_TYPES);
        confirmed();
        UUID rejected = placed();
        reject(rejected, "OUT_OF_STOCK");
        awaitDelivered(endpoint, 1);
        assertThat(types(rejections.received())).containsExactly("checkout.rejected");
        assertThat(json.readTree(rejections.received().getFirst().body())
                        .at("/data/reason")
                        .asString())
                .isEqualTo("OUT_OF_STOCK");
        assertThat(jdbc.queryForObject(
                        "select count(*) from webhook_delivery where endpoint_id = ?", Integer.class, ofOther.id()))
                .isZero();
    }

    @Test
    void tellsAnEndOnceHoweverOftenItIsCommanded() {
        WebhookReceiver receiver = receiver();
        Endpoint endpoint = endpoint(receiver);
        UUID checkout = confirmed();
        confirm(checkout);
        reject(checkout, "OUT_OF_STOCK");
        await().until(() -> replies(checkout).size() == 3);
        awaitDelivered(endpoint, 1);
        assertThat(types(receiver.received())).containsExactly("checkout.confirmed");
    }

    /** The command fails after it has decided, so its transaction is rolled back. */
    @Test
    void tellsNothingThatIsNotCommitted() {
        WebhookReceiver receiver = receiver();
        Endpoint endpoint = endpoint(receiver);
        UUID checkout = confirmed();
        UUID refused = returned(checkout, "TEA-001", 1);
        refuse(checkout, refused);
        awaitStatus(checkout, refused, "REFUSED");
        complete(checkout, refused);
        awaitDeadLetters(refused, "orders.CompleteReturn");
        awaitDelivered(endpoint, 2);
        assertThat(types(receiver.received())).containsExactly("checkout.confirmed", "return.refused");
        assertThat(jdbc.queryForObject(
                        "select count(*) from webhook_delivery where endpoint_id = ?", Integer.class, endpoint.id()))
                .isEqualTo(2);
    }

    @Test
    void showsTheAttemptsOfADelivery() {
        WebhookReceiver receiver = receiver();
        receiver.behave(ERROR);
        Endpoint endpoint = endpoint(receiver);
        UUID checkout = confirmed();
        await().until(() -> receiver.received().size() >= 2);
        receiver.behave(OK);
        awaitDelivered(endpoint, 1);
        String id =
                deliveries(endpoint, "DELIVERED").getFirst().at("/deliveryId").asString();
        JsonNode shown = body(get("/v1/webhooks/deliveries/" + id, ONE));
        assertThat(body(as("viewer", "/v1/webhook-deliveries/" + id, "GET", null)))
                .isEqualTo(shown);
        assertThat(shown.at("/checkoutId").asString()).isEqualTo(checkout.toString());
        assertThat(shown.at("/attempts").asInt())
                .isEqualTo(receiver.received().size())
                .isGreaterThan(2);
        JsonNode last = shown.at("/attemptLog/0");
        assertThat(last.at("/status").asInt()).isEqualTo(200);
        assertThat(last.at("/number").asInt()).isEqualTo(shown.at("/attempts").asInt());
        assertThat(shown.at("/attemptLog/1/error").asString()).isEqualTo("Answered 500");
        assertThat(shown.at("/attemptLog/1/durationMillis").isNumber()).isTrue();
        assertThat(get("/v1/webhooks/deliveries/" + id, TWO).statusCode()).isEqualTo(404);
        assertThat(get("/v1/webhooks/deliveries?checkoutId=" + checkout, TWO).body())
                .doesNotContain(id);
        assertThat(receiver.received().stream().map(Received::id)).containsOnly(id);
        assertThat(receiver.received().stream().map(Received::attempt))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void sendsAgainOnRequest() {
        WebhookReceiver receiver = receiver();
        Endpoint endpoint = endpoint(receiver);
        confirmed();
        awaitDelivered(endpoint, 1);
        String id = receiver.received().getFirst().id();
        assertThat(as("operator", "/v1/webhook-deliveries/%s/redeliver".formatted(id), "POST", null)
                        .statusCode())
                .isEqualTo(202);
        await().until(() -> receiver.received().size() == 2);
        assertThat(receiver.received().get(1).id()).isEqualTo(id);
        assertThat(receiver.received().get(1).attempt()).isEqualTo(2);
        awaitDelivered(endpoint, 1);
    }

    @Test
    void sendsWhatFailedAgainOnRequest() {
        WebhookReceiver receiver = receiver();
        receiver.behave(ERROR);
        Endpoint endpoint = endpoint(receiver);
        Instant before = Instant.now().minusSeconds(60);
        confirmed();
        confirmed();
        await().until(() -> receiver.received().size() >= 2);
        // the time for retries is over
        await().untilAsserted(() -> {
            jdbc.update(
                    "update webhook_delivery set retry_until = now() - interval '1 hour', next_attempt_at = now() where endpoint_id = ? and status = 'PENDING' and retry_until is not null",
                    endpoint.id());
            assertThat(deliveries(endpoint, "FAILED")).hasSize(2);
        });
        receiver.behave(OK);
        String path = "/v1/webhook-endpoints/%s/redeliver".formatted(endpoint.id());
        assertThat(body(as("operator", path, "POST", "{\"since\":\"2200-01-01T00:00:00Z\"}"))
                        .at("/redelivered")
                        .asInt())
                .isZero();
        assertThat(body(as("operator", path, "POST", "{\"since\":\"%s\"}".formatted(before)))
                        .at("/redelivered")
                        .asInt())
                .isEqualTo(2);
        awaitDelivered(endpoint, 2);
    }

    @Test
    void suspendsAnEndpointThatKeepsFailingAndKeepsItsDeliveries() {
        WebhookReceiver receiver = receiver();
        receiver.behave(ERROR);
        Endpoint endpoint = endpoint(receiver);
        confirmed();
        await().untilAsserted(() -> {
            JsonNode shown = shown(endpoint);
            assertThat(shown.at("/status").asString()).isEqualTo("SUSPENDED");
            assertThat(shown.at("/suspension/reason").asString()).isEqualTo("FAILING");
            assertThat(shown.at("/failure/attempts").asInt()).isGreaterThanOrEqualTo(5);
            assertThat(shown.at("/failure/lastError").asString()).isEqualTo("Answered 500");
        });
        receiver.behave(OK);
        confirmed();
        assertThat(deliveries(endpoint, "PENDING")).hasSize(2);
        assertThat(receiver.taken()).isEmpty();
        assertThat(body(as("operator", "/v1/webhook-endpoints/%s/resume".formatted(endpoint.id()), "POST", null))
                        .at("/status")
                        .asString())
                .isEqualTo("ACTIVE");
        awaitDelivered(endpoint, 2);
        assertThat(shown(endpoint).has("failure")).isFalse();
    }

    @Test
    void suspendsAnEndpointThatIsGone() {
        WebhookReceiver receiver = receiver();
        receiver.behave(new Answer(410, Map.of()));
        Endpoint endpoint = endpoint(receiver);
        confirmed();
        await().untilAsserted(() ->
                assertThat(shown(endpoint).at("/suspension/reason").asString()).isEqualTo("GONE"));
        assertThat(receiver.received()).hasSize(1);
        assertThat(deliveries(endpoint, "PENDING")).hasSize(1);
    }

    @Test
    void leavesAReceiverAloneForAsLongAsItAsks() {
        WebhookReceiver receiver = receiver();
        receiver.behave(new Answer(503, Map.of("Retry-After", "2")));
        Endpoint endpoint = endpoint(receiver);
        confirmed();
        await().until(() -> receiver.received().size() == 1);
        long first = System.nanoTime();
        await().untilAsserted(
                        () -> assertThat(shown(endpoint).has("retryAfter")).isTrue());
        receiver.behave(OK);
        confirmed();
        awaitDelivered(endpoint, 2);
        assertThat(Duration.ofNanos(System.nanoTime() - first)).isGreaterThan(Duration.ofMillis(1_800));
        assertThat(receiver.received()).hasSize(3);
    }

    @Test
    void oneThatHangsDoesNotSlowTheOthers() {
        WebhookReceiver hanging = receiver();
        WebhookReceiver quick = receiver();
        hanging.behave(new Hang());
        Endpoint stuck = endpoint(hanging);
        Endpoint endpoint = endpoint(quick);
        for (int n = 0; n < 20; n++) {
            confirmed();
        }
        awaitDelivered(endpoint, 20);
        assertThat(deliveries(stuck, "PENDING")).hasSize(20);
        hanging.behave(OK);
        // it may have been suspended by now
        as("operator", "/v1/webhook-endpoints/%s/resume".formatted(stuck.id()), "POST", null);
        awaitDelivered(stuck, 20);
    }

    @Test
    void deletesTheDeliveriesOfADeletedEndpointAndOldOnes() {
        WebhookReceiver receiver = receiver();
        Endpoint deleted = endpoint(receiver);
        Endpoint kept = endpoint(receiver);
        confirmed();
        awaitDelivered(deleted, 1);
        awaitDelivered(kept, 1);
        as("admin", "/v1/webhook-endpoints/" + deleted.id(), "DELETE", null);
        await().until(() -> count(deleted) == 0);
        assertThat(count(kept)).isEqualTo(1);
        jdbc.update("""
                insert into webhook_delivery (id, endpoint_id, event_type, subject_id)
                values (id_at(now() - interval '31 days'), ?, 'checkout.confirmed', gen_random_uuid())
                """, kept.id());
        await().until(() -> count(kept) == 1);
    }

    private int count(Endpoint endpoint) {
        return jdbc.queryForList("select id from webhook_delivery where endpoint_id = ?", UUID.class, endpoint.id())
                .size();
    }
}
