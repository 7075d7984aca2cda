package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Fails if a request to cancel is answered wrongly, or if waiting requests block others. */
class CancellationTest extends RunningOrderService {
    @Test
    void isRefusedPastThePivot() {
        UUID checkout = placed();
        var answer = cancelling(checkout);
        refuseCancel(checkout);
        assertTooLate(answer.join(), "PENDING", "as a return");
        assertThat(view(checkout).at("/cancelRefused").asBoolean()).isTrue();
        assertTooLate(cancelling(checkout).join(), "PENDING", "Wait until it has ended");
        assertThat(replies(checkout)).as("RefuseCancel has no reply").isEmpty();
        confirm(checkout);
        await().until(() -> status(checkout).equals("CONFIRMED"));
        assertTooLate(cancelling(checkout).join(), "CONFIRMED", "as a return");
    }

    @Test
    void isAnsweredWithTheCancelledCheckout() {
        UUID checkout = placed();
        var answer = cancelling(checkout);
        reject(checkout, "CANCELLED");
        assertCancelled(answer.join());
        assertCancelled(cancelling(checkout).join());
    }

    @Test
    void isRefusedWhenTheCheckoutIsConfirmed() {
        UUID checkout = placed();
        var answer = cancelling(checkout);
        confirm(checkout);
        assertTooLate(answer.join(), "CONFIRMED", "as a return");
    }

    @Test
    void isRefusedWhenTheCheckoutIsRejectedForAnotherReason() {
        UUID checkout = placed();
        var answer = cancelling(checkout);
        reject(checkout, "OUT_OF_STOCK");
        assertTooLate(answer.join(), "REJECTED", "OUT_OF_STOCK");
    }

    @Test
    void isAnsweredAsPendingAfterTheTimeoutAndSentOnce() {
        UUID checkout = placed();
        for (var answer : List.of(cancelling(checkout), cancelling(checkout))) {
            assertThat(answer.join().statusCode()).isEqualTo(202);
            assertThat(body(answer.join()).at("/status").asString()).isEqualTo("PENDING");
            assertThat(body(answer.join()).at("/cancelRequested").asBoolean()).isTrue();
        }
        assertThat(jdbc.queryForObject(
                        "select count(*) from outbox where message_key = ? and type = 'orders.CancelRequested.v1'",
                        Integer.class,
                        checkout.toString()))
                .isEqualTo(1);
    }

    @Test
    void waitsWithoutOccupyingThreadsOrConnections() {
        List<UUID> checkouts = Stream.generate(this::placed).limit(30).toList();
        List<CompletableFuture<HttpResponse<String>>> answers =
                checkouts.stream().map(this::cancel).toList();
        await().until(() -> checkouts.stream().allMatch(this::isRequested));
        assertThat(status(placed())).isEqualTo("PENDING");
        assertThat(answers).noneMatch(CompletableFuture::isDone);
        checkouts.forEach(this::refuseCancel);
        answers.forEach(answer -> assertThat(answer.join().statusCode()).isEqualTo(409));
    }

    @Test
    void isDecidedInABatchWithOthers() {
        List<UUID> refused = new ArrayList<>();
        List<UUID> confirmed = new ArrayList<>();
        List<UUID> rejected = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            refused.add(placed());
            confirmed.add(placed());
            rejected.add(placed());
        }
        jdbc.update("update orders set cancel_requested = true");
        for (int i = 0; i < 10; i++) {
            refuseCancel(refused.get(i));
            confirm(confirmed.get(i));
            reject(rejected.get(i), "CANCELLED");
        }
        await().untilAsserted(() -> {
            assertThat(refused).allMatch(id -> status(id).equals("PENDING") && isRefused(id));
            assertThat(confirmed).allMatch(id -> status(id).equals("CONFIRMED") && !isRefused(id));
            assertThat(rejected).allMatch(id -> status(id).equals("REJECTED") && !isRefused(id));
        });
    }

    @Test
    void cannotBeRefusedAfterTheEnd() {
        UUID checkout = placed();
        var answer = cancelling(checkout);
        reject(checkout, "CANCELLED");
        assertCancelled(answer.join());
        UUID late = refuseCancel(checkout);
        await().until(() ->
                !jdbc.queryForList("select 1 from inbox where id = ?", late).isEmpty());
        assertThat(isRefused(checkout)).isFalse();
        assertCancelled(cancelling(checkout).join());
    }

    @Test
    void isDoneByAnOperatorAfterItWasRefused() {
        UUID checkout = placed();
        var answer = cancelling(checkout);
        refuseCancel(checkout);
        assertTooLate(answer.join(), "PENDING", "as a return");

        UUID rejection = reject(checkout, "CANCELLED");

        await().until(() -> replies(checkout).equals(List.of("orders.OrderRejected.v1")) || isDeadLetter(rejection));
        assertThat(isDeadLetter(rejection)).isFalse();
        JsonNode cancelled = view(checkout);
        assertThat(cancelled.at("/status").asString()).isEqualTo("REJECTED");
        assertThat(cancelled.at("/reason").asString()).isEqualTo("CANCELLED");
        assertThat(cancelled.at("/cancelRequested").asBoolean()).isTrue();
        assertThat(cancelled.has("cancelRefused")).isFalse();
        assertCancelled(cancelling(checkout).join());
    }

    /** The refusal stays with an order that ends otherwise: its storefront was told so. */
    @Test
    void staysRefusedIfTheCheckoutIsRejectedForAnotherReason() {
        UUID checkout = placed();
        var answer = cancelling(checkout);
        refuseCancel(checkout);
        assertTooLate(answer.join(), "PENDING", "as a return");
        reject(checkout, "TIMED_OUT");
        await().until(() -> status(checkout).equals("REJECTED"));
        assertThat(isRefused(checkout)).isTrue();
        assertTooLate(cancelling(checkout).join(), "REJECTED", "TIMED_OUT");
    }

    private boolean isDeadLetter(UUID message) {
        return !jdbc.queryForList(
                        "select 1 from outbox where topic = 'orders.commands.dlt' and headers like '%' || ? || '%'",
                        message.toString())
                .isEmpty();
    }

    /** Returns as soon as the request is recorded; the answer may still be outstanding. */
    private CompletableFuture<HttpResponse<String>> cancelling(UUID checkout) {
        var answer = cancel(checkout);
        await().until(() -> answer.isDone() || isRequested(checkout));
        return answer;
    }

    private CompletableFuture<HttpResponse<String>> cancel(UUID checkout) {
        return sendWithoutWaiting(
                request("/v1/checkouts/" + checkout + "/cancel", ONE).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private boolean isRequested(UUID checkout) {
        return view(checkout).at("/cancelRequested").asBoolean(false);
    }

    private boolean isRefused(UUID checkout) {
        return view(checkout).at("/cancelRefused").asBoolean(false);
    }

    private void assertCancelled(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(body(answer).at("/status").asString()).isEqualTo("REJECTED");
        assertThat(body(answer).at("/reason").asString()).isEqualTo("CANCELLED");
    }

    private void assertTooLate(HttpResponse<String> answer, String status, String advice) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(body(answer).at("/type").asString()).isEqualTo("urn:checkout:problem:past-cancelling");
        assertThat(body(answer).at("/checkoutStatus").asString()).isEqualTo(status);
        assertThat(body(answer).at("/detail").asString()).contains(advice);
    }
}
