package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Fails if a storefront that follows a checkout misses an event of a return, gets one twice, or waits for nothing. */
class ReturnEventsTest extends RunningReturns {
    @Test
    void keepsTheStreamOpenUntilTheReturnEnds() {
        UUID checkout = confirmed();
        UUID returned = returned(checkout, "TEA-001", 1);
        CompletableFuture<HttpResponse<String>> stream = sendWithoutWaiting(events(checkout, "0"));
        accept(checkout, returned);
        awaitReplies(returned, "orders.ReturnInProgress");
        await().during(java.time.Duration.ofMillis(300)).until(() -> !stream.isDone());
        complete(checkout, returned);
        assertThat(stream.join().body())
                .containsSubsequence(
                        "id:1",
                        "event:progress",
                        "\"PLACED\"",
                        "id:8",
                        "event:progress",
                        "\"CONFIRMED\"",
                        "id:101",
                        "event:return",
                        returned.toString(),
                        "\"PENDING\"",
                        "9.99",
                        "id:102",
                        "event:return",
                        returned.toString(),
                        "\"ACCEPTED\"");
    }

    /** The pending one is not among the latest that are read. */
    @Test
    void followsAPendingReturnThatManyOthersCameAfter() {
        UUID checkout = confirmed();
        UUID first = returned(checkout, "TEA-001", 1);
        jdbc.update("""
                insert into order_return (id, order_id, idempotency_key, fingerprint, status, refusal_reason, refund_minor, currency,
                                          requested_at, finished_at, requested_event, finished_event)
                select gen_random_uuid(), ?, 'k' || n, 'f', 'REFUSED', 'REFUND_DECLINED', 999, 'EUR', now(), now(), 2 * n, 2 * n + 1
                from generate_series(1, 250) n
                """, checkout);
        jdbc.update("""
                insert into order_return_line (return_id, position, sku, quantity)
                select id, 0, 'TEA-001', 1 from order_return where order_id = ? and status = 'REFUSED'
                """, checkout);
        CompletableFuture<HttpResponse<String>> stream = sendWithoutWaiting(events(checkout, "0"));
        await().during(java.time.Duration.ofMillis(300)).until(() -> !stream.isDone());
        accept(checkout, first);
        awaitReplies(first, "orders.ReturnInProgress");
        complete(checkout, first);
        assertThat(stream.join().body())
                .containsSubsequence(first.toString(), "\"PENDING\"", first.toString(), "\"ACCEPTED\"");
    }

    @Test
    void resumesAfterTheLastEvent() {
        UUID checkout = confirmed();
        UUID first = returned(checkout, "TEA-001", 1);
        UUID second = returned(checkout, "TEA-001", 1);
        refuse(checkout, second);
        complete(checkout, first);
        awaitStatus(checkout, first, "ACCEPTED");
        assertThat(send(events(checkout, "8")).body())
                .doesNotContain("progress")
                .containsSubsequence("id:101", first.toString(), "id:102", second.toString())
                .containsSubsequence(
                        "id:103", second.toString(), "\"REFUSED\"", "REFUND_DECLINED", "id:104", first.toString());
        assertThat(send(events(checkout, "103")).body())
                .doesNotContain("id:103")
                .contains("id:104");
        assertThat(send(events(checkout, "104")).body()).doesNotContain("id:");
    }

    private java.net.http.HttpRequest.Builder events(UUID checkout, String lastEventId) {
        return request("/v1/checkouts/" + checkout + "/events", ONE).header("Last-Event-ID", lastEventId);
    }
}
