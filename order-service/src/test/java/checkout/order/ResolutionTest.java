package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Fails if an operator's outcome does not reach the order or the return, or if it changes one that has ended. */
class ResolutionTest extends RunningReturns {
    @Test
    void confirmsAPendingOrder() {
        UUID checkout = placed();
        resolve(checkout, "CONFIRMED");
        resolve(checkout, "CONFIRMED");
        awaitReplies(checkout, "orders.OrderConfirmed", "orders.OrderConfirmed");
        assertThat(status(checkout)).isEqualTo("CONFIRMED");
        assertThat(get("/v1/checkouts/" + checkout + "/events", ONE).body())
                .containsSubsequence("\"PLACED\"", "id:8", "\"CONFIRMED\"");
    }

    @Test
    void rejectsAPendingOrderInTheNameOfTheOperator() {
        UUID checkout = placed();
        resolve(checkout, "REJECTED");
        awaitReplies(checkout, "orders.OrderRejected");
        assertThat(view(checkout).at("/status").asString()).isEqualTo("REJECTED");
        assertThat(view(checkout).at("/reason").asString()).isEqualTo("OPERATOR");
        assertThat(get("/v1/checkouts/" + checkout + "/events", ONE).body())
                .containsSubsequence("id:9", "\"REJECTED\"", "\"OPERATOR\"");
        confirm(checkout);
        awaitReplies(checkout, "orders.OrderRejected", "checkout.AlreadyUndone");
        assertThat(status(checkout)).isEqualTo("REJECTED");
    }

    @Test
    void neverChangesAnEnd() {
        UUID rejected = placed();
        reject(rejected, "OUT_OF_STOCK");
        resolve(rejected, "CONFIRMED");
        resolve(rejected, "REJECTED");
        awaitReplies(rejected, "orders.OrderRejected", "orders.EndedOtherwise", "orders.OrderRejected");
        assertThat(view(rejected).at("/reason").asString()).isEqualTo("OUT_OF_STOCK");
        assertThat(jdbc.queryForObject(
                        "select payload::json ->> 'outcome' from outbox where saga_id = ? and type = 'orders.EndedOtherwise.v1'",
                        String.class,
                        rejected))
                .isEqualTo("REJECTED");
        UUID confirmed = confirmed();
        resolve(confirmed, "REJECTED");
        awaitReplies(confirmed, "orders.OrderConfirmed", "orders.EndedOtherwise");
        assertThat(status(confirmed)).isEqualTo("CONFIRMED");
    }

    @Test
    void answersARequestToCancel() {
        UUID checkout = placed();
        CompletableFuture<HttpResponse<String>> answer = sendWithoutWaiting(
                request("/v1/checkouts/" + checkout + "/cancel", ONE).POST(HttpRequest.BodyPublishers.noBody()));
        await().until(() -> view(checkout).at("/cancelRequested").asBoolean(false));
        resolve(checkout, "REJECTED");
        assertThat(answer.join().statusCode()).isEqualTo(409);
        assertThat(body(answer.join()).at("/type").asString()).isEqualTo("urn:checkout:problem:past-cancelling");
        assertThat(body(answer.join()).at("/detail").asString()).contains("OPERATOR");
    }

    @Test
    void resolvesAnOrderWhoseCancellationWasRefused() {
        UUID checkout = placed();
        jdbc.update("update orders set cancel_requested = true where id = ?", checkout);
        refuseCancel(checkout);
        resolve(checkout, "REJECTED");
        awaitReplies(checkout, "orders.OrderRejected");
        assertThat(view(checkout).at("/reason").asString()).isEqualTo("OPERATOR");
    }

    @Test
    void decidesAReturn() {
        UUID checkout = confirmed();
        UUID accepted = returned(checkout, "TEA-001", 1);
        UUID refused = returned(checkout, "CUP-001", 1);
        accept(checkout, accepted);
        resolveReturn(checkout, accepted, "ACCEPTED");
        resolveReturn(checkout, accepted, "REFUSED");
        resolveReturn(checkout, refused, "REFUSED");
        resolveReturn(checkout, refused, "ACCEPTED");
        accept(checkout, refused);
        awaitReplies(accepted, "orders.ReturnInProgress", "orders.ReturnCompleted", "orders.EndedOtherwise");
        awaitReplies(refused, "orders.ReturnWithdrawn", "orders.EndedOtherwise", "checkout.AlreadyUndone");
        assertThat(view(checkout, accepted).at("/status").asString()).isEqualTo("ACCEPTED");
        assertThat(view(checkout, refused).at("/status").asString()).isEqualTo("REFUSED");
        assertThat(view(checkout, refused).at("/refusalReason").asString()).isEqualTo("OPERATOR");
        assertThat(get("/v1/checkouts/" + checkout + "/events", ONE).body())
                .contains("\"ACCEPTED\"", "\"REFUSED\"", "\"OPERATOR\"");
        returned(checkout, "CUP-001", 1);
    }

    @Test
    void deadLettersACommandUnderAnotherKey() {
        UUID checkout = placed();
        UUID stranger = commandOfKey(
                UUID.randomUUID().toString(), "orders.ConfirmOrder.v1", "{\"checkoutId\":\"%s\"}".formatted(checkout));
        await().until(() -> !jdbc.queryForList(
                        "select 1 from outbox where topic = 'orders.commands.dlt' and headers like '%' || ? || '%'",
                        stranger.toString())
                .isEmpty());
        assertThat(status(checkout)).isEqualTo("PENDING");
        assertThat(replies(checkout)).isEqualTo(List.of());
    }

    private void resolve(UUID checkout, String outcome) {
        command(
                checkout,
                "orders.ResolveOrder.v1",
                "{\"checkoutId\":\"%s\",\"outcome\":\"%s\"}".formatted(checkout, outcome));
    }

    private void resolveReturn(UUID checkout, UUID returned, String outcome) {
        command(
                UUID.randomUUID(),
                returned,
                checkout,
                "orders.ResolveReturn.v1",
                "{\"checkoutId\":\"%s\",\"returnId\":\"%s\",\"outcome\":\"%s\"}"
                        .formatted(checkout, returned, outcome));
    }
}
