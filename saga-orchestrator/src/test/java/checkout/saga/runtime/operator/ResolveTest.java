package checkout.saga.runtime.operator;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.messaging.MessageIds;
import checkout.saga.runtime.drive.OrchestratorTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Red here: a saga that an operator ends by hand leaves its order without an end, or ends while something is in flight. */
class ResolveTest extends OrchestratorTest {

    @ParameterizedTest
    @CsvSource({
        "CONFIRMED, COMPLETED, orders.OrderConfirmed.v1, '', checkout.CheckoutConfirmed.v1",
        "rejected, COMPENSATED, orders.OrderRejected.v1, ',\"reason\":\"OPERATOR\"', checkout.CheckoutRejected.v1",
        "COMPENSATED, COMPENSATED, orders.OrderRejected.v1, ',\"reason\":\"OPERATOR\"', checkout.CheckoutRejected.v1"
    })
    void tellsTheOrderHowItEnded(String outcome, String stored, String reply, String more, String event) {
        stuckPastItsPivot();
        JsonNode resolved = ok(resolve("\"outcome\":\"%s\",\"note\":\"paid in cash\"".formatted(outcome)));
        assertThat(resolved.at("/state").asString()).isEqualTo("RESOLVED");
        assertThat(String.valueOf(resolved.at("/mayStillHappen"))).contains("'confirm order' may have taken effect");
        String word = stored.equals("COMPLETED") ? "CONFIRMED" : "REJECTED";
        assertThat(resolved.at("/resolvedAs").asString()).isEqualTo(word);
        Map<String, Object> command = commands().getFirst();
        assertThat(command)
                .containsEntry("payload", "{\"checkoutId\":\"%s\",\"outcome\":\"%s\"}".formatted(checkout, word))
                .containsEntry("topic", "orders.commands")
                .containsEntry("message_key", checkout.toString())
                .containsEntry("step", "resolve")
                .containsEntry("action", "DO")
                .containsEntry("attempt", 1);
        assertThat(jdbc.queryForObject("select resolved_as from saga where id = ?", String.class, checkout))
                .isEqualTo(stored);
        assertThat(sent()).as("nobody else is told before the order agrees").doesNotContain(event);
        reply(reply, "resolve", more);
        await().until(() -> sent().contains(event));
        JsonNode saga = ok(get("/v1/sagas/" + checkout));
        assertThat(saga.at("/resolution/acknowledged").asBoolean()).isTrue();
        assertThat(saga.at("/resolution/note").asString()).isEqualTo("paid in cash");
        assertThat(ok(get("/v1/audit?sagaId=" + checkout))
                        .at("/entries/0/detail")
                        .asString())
                .contains("RESOLVED as " + outcome)
                .contains("paid in cash");
        assertProblem(resolve("\"outcome\":\"CONFIRMED\""), 409, "has ended already");
    }

    /** The saga's own page offers what only force can do. */
    @Test
    void aSagaThatWaitsSaysThatForceWouldEndIt() {
        place();
        JsonNode resolve = ok(get("/v1/sagas/" + checkout)).at("/actions/resolve");
        assertThat(resolve.at("/possible").asBoolean()).isFalse();
        assertThat(resolve.at("/possibleWithForce").asBoolean()).isTrue();
        ok(resolve("\"outcome\":\"REJECTED\",\"force\":true"));
        resolve = ok(get("/v1/sagas/" + checkout)).at("/actions/resolve");
        assertThat(resolve.at("/possibleWithForce").asBoolean()).isFalse();
    }

    @Test
    void saysWhatIsTakenAlreadyWhenACheckoutIsRejectedByHand() {
        stuckPastItsPivot();
        JsonNode resolved = ok(resolve("\"outcome\":\"REJECTED\""));
        assertThat(texts(resolved.at("/mayStillHappen")))
                .contains(
                        "'capture payment' was done and is not undone.",
                        "'commit stock' was done and is not undone.",
                        "'confirm order' may have taken effect, or may still take effect; nothing undoes it.");
        assertThat(sent()).doesNotContain("payments.VoidPayment.v1", "inventory.ReleaseStock.v1");
    }

    @Test
    void confirmsByHandACheckoutWhoseCaptureIsRefusedForGood() {
        settling();
        reply("orders.OrderConfirmed.v1", "confirm order", "");
        reply("inventory.StockCommitted.v1", "commit stock", "");
        reply("payments.CaptureRefused.v1", "capture payment", ",\"detail\":\"declined (card_closed)\"");
        JsonNode resolved = ok(resolve("\"outcome\":\"CONFIRMED\",\"note\":\"paid by bank transfer\""));
        assertThat(texts(resolved.at("/mayStillHappen")))
                .containsExactly("'capture payment' may have taken effect, or may still take effect.");
        reply("orders.OrderConfirmed.v1", "resolve", "");
        await().until(() -> sent().contains("checkout.CheckoutConfirmed.v1"));
    }

    @Test
    void isRefusedWhileACommandIsInFlightUnlessForced() {
        place();
        assertProblem(resolve("\"outcome\":\"REJECTED\""), 409, "with force it is ended now");
        assertThat(ok(get("/v1/sagas/" + checkout))
                        .at("/actions/resolve/possible")
                        .asBoolean())
                .isFalse();
        JsonNode resolved = ok(resolve("\"outcome\":\"REJECTED\",\"force\":true"));
        assertThat(String.valueOf(resolved.at("/mayStillHappen")))
                .contains("'reserve stock' may have taken effect, or may still take effect; nothing undoes it");
        reply("inventory.StockReserved.v1", "reserve stock", "");
        assertThat(sent()).doesNotContain("payments.AuthorizePayment.v1");
        JsonNode finding = ok(get("/v1/sagas/" + checkout)).at("/findings/0");
        assertThat(finding.at("/kind").asString()).isEqualTo("LATE");
        assertThat(finding.at("/finding").asString()).contains("was answered after the saga had been resolved");
    }

    @Test
    void anOutcomeThatTheOrderRefusesIsAnAnomalyAndCanBeCorrected() {
        stuckPastItsPivot();
        ok(resolve("\"outcome\":\"REJECTED\""));
        reply("orders.EndedOtherwise.v1", "resolve", ",\"outcome\":\"CONFIRMED\"");
        JsonNode saga = ok(get("/v1/sagas/" + checkout));
        assertThat(saga.at("/findings/0/kind").asString()).isEqualTo("REFUSED");
        assertThat(saga.at("/findings/0/finding").asString()).contains("ended otherwise before: CONFIRMED");
        ok(resolve("\"outcome\":\"CONFIRMED\""));
        assertThat(commands()).hasSize(2);
        reply(MessageIds.next(), "orders.OrderConfirmed.v1", "resolve", "DO", 2, "");
        await().until(() -> sent().contains("checkout.CheckoutConfirmed.v1"));
        assertThat(ok(get("/v1/sagas?q=" + checkout)).at("/sagas/0/resolvedAs").asString())
                .isEqualTo("CONFIRMED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"note\":\"no outcome\"", "\"outcome\":\"\"", "\"outcome\":null"})
    void anOutcomeHasToBeStated(String body) {
        stuckPastItsPivot();
        assertProblem(resolve(body), 400, "'outcome'");
        assertThat(phase()).isEqualTo("STUCK");
    }

    @Test
    void anOutcomeHasToBeOneOfTheType() {
        stuckPastItsPivot();
        assertProblem(resolve("\"outcome\":\"ACCEPTED\""), 409, "state CONFIRMED or REJECTED");
        assertThat(texts(ok(get("/v1/sagas/" + checkout)).at("/actions/resolve/outcomes")))
                .containsExactly("CONFIRMED", "REJECTED");
    }

    @Test
    void aSagaThatCannotBeReadIsResolvedByItsColumns() {
        place();
        jdbc.update("update saga set state = 'broken', data = '' where id = ?", checkout);
        JsonNode resolved = ok(resolve("\"outcome\":\"REJECTED\""));
        assertThat(resolved.at("/state").asString()).isEqualTo("RESOLVED");
        assertThat(String.valueOf(resolved.at("/mayStillHappen"))).contains("is not known here");
        assertThat(commands().getFirst()).containsEntry("message_key", checkout.toString());
        reply("orders.OrderRejected.v1", "resolve", ",\"reason\":\"OPERATOR\"");
        reply("inventory.StockReserved.v1", "reserve stock", "");
        JsonNode saga = ok(get("/v1/sagas/" + checkout));
        assertThat(saga.at("/state").asString()).isEqualTo("RESOLVED");
        assertThat(saga.at("/findings").size()).as("only the late reply").isEqualTo(1);
    }

    /** The owner of its row answers both commands, and the row cannot say which of the answers counts. */
    @Test
    void aSagaThatCannotBeReadHasOneOutcome() {
        place();
        jdbc.update("update saga set state = 'broken', data = '' where id = ?", checkout);
        ok(resolve("\"outcome\":\"REJECTED\""));

        HttpResponse<String> other = resolve("\"outcome\":\"CONFIRMED\",\"force\":true");

        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.body()).contains("it is resolved as REJECTED");
        ok(resolve("\"outcome\":\"REJECTED\""));
    }

    @Test
    void aReturnThatCannotBeReadIsResolvedUnderItsCheckout() {
        UUID order = MessageIds.next();
        requestReturn(order);
        jdbc.update("update saga set data = '' where id = ?", checkout);
        ok(resolve("\"outcome\":\"ACCEPTED\""));
        assertThat(commands().getFirst())
                .containsEntry("type", "orders.ResolveReturn.v1")
                .containsEntry("message_key", order.toString())
                .containsEntry(
                        "payload",
                        "{\"checkoutId\":\"%s\",\"returnId\":\"%s\",\"outcome\":\"ACCEPTED\"}"
                                .formatted(order, checkout));
    }

    @Test
    void aStuckRefundSaysWhatMayStillBePaid() {
        requestReturn(MessageIds.next());
        reply("orders.ReturnInProgress.v1", "accept return", ",\"returnId\":\"%s\"".formatted(checkout));
        await().until(() -> sent().contains("payments.RefundPayment.v1"));
        passTimeUntil(ofMinutes(2), () -> phase().equals("STUCK"));
        JsonNode resolved = ok(resolve("\"outcome\":\"REFUSED\""));
        assertThat(String.valueOf(resolved.at("/mayStillHappen")))
                .contains("'refund payment' may have taken effect, or may still take effect; nothing undoes it");
        assertThat(sent()).endsWith("orders.ResolveReturn.v1");
    }

    @Test
    void aStuckUndoLeadsToAnEndToo() {
        place();
        reply("inventory.StockReserved.v1", "reserve stock", "");
        await().until(() -> sent().contains("payments.AuthorizePayment.v1"));
        reply("payments.PaymentDeclined.v1", "authorize payment", ",\"detail\":\"no\"");
        await().until(() -> sent().contains("inventory.ReleaseStock.v1"));
        passTimeUntil(ofMinutes(1), () -> sent().contains("orders.RejectOrder.v1"));
        reply("orders.OrderRejected.v1", "start", "UNDO", ",\"reason\":\"PAYMENT_DECLINED\"");
        await().until(() -> phase().equals("COMPENSATION_STUCK"));
        assertProblem(resolve("\"outcome\":\"CONFIRMED\""), 409, "the start of the saga is undone");
        JsonNode resolved = ok(resolve("\"outcome\":\"REJECTED\""));
        assertThat(String.valueOf(resolved.at("/mayStillHappen"))).contains("the undo of 'reserve stock'");
        assertThat(sent()).endsWith("orders.ResolveOrder.v1");
    }

    @Test
    void aVersionThatAnotherInstanceHasIsResolvedThere() {
        place();
        deployAs(98);
        assertProblem(resolve("\"outcome\":\"REJECTED\""), 409, "on no running instance");
        jdbc.update("insert into deployed_version (instance, type, version) values ('node-b', 'checkout', 98)");
        assertProblem(resolve("\"outcome\":\"REJECTED\",\"force\":true"), 409, "on node-b; send the request there");
        jdbc.update("delete from deployed_version where instance = 'node-b'");
        ok(resolve("\"outcome\":\"REJECTED\",\"force\":true"));
        assertThat(sent()).endsWith("orders.ResolveOrder.v1");
        assertThat(jdbc.queryForObject("select count(*) from deployed_version where type = 'checkout'", Integer.class))
                .as("this instance says what it has")
                .isEqualTo(3);
    }

    @Test
    void aSagaThatWasResolvedWithoutAnOutcomeGetsOneLater() {
        stuckPastItsPivot();
        jdbc.update("""
                update saga
                set phase = 'RESOLVED', deadline_at = null,
                    state = (state::jsonb || '{"phase":"RESOLVED","resolution":{"who":"ann","reason":"by hand"}}')::text
                where id = ?
                """, checkout);
        ok(resolve("\"outcome\":\"CONFIRMED\""));
        assertThat(commands()).hasSize(1);
    }

    @Test
    void resolvesManyWithOneOutcome() {
        stuckPastItsPivot();
        String body = "{\"filter\":{\"ids\":[\"%s\"]},\"action\":\"resolve\",\"reason\":\"by hand\"%s}";
        assertProblem(post("/v1/sagas/bulk", body.formatted(checkout, "")), 400, "'outcome'");
        JsonNode outcome = ok(post("/v1/sagas/bulk", body.formatted(checkout, ",\"outcome\":\"REJECTED\"")));
        assertThat(outcome.at("/done").asInt()).isEqualTo(1);
        assertThat(commands()).hasSize(1);
    }

    private void requestReturn(UUID order) {
        send("orders.events", "orders.ReturnRequested.v1", MessageIds.next(), """
                {"returnId":"%s","checkoutId":"%s","lines":[{"sku":"TEA-001","quantity":1}],
                 "refund":{"amount":"9.99","currency":"EUR"}}""".formatted(checkout, order), Map.of());
        await().until(() -> sent().contains("orders.AcceptReturn.v1"));
    }

    private List<Map<String, Object>> commands() {
        return jdbc.queryForList(
                "select * from outbox where saga_id = ? and type like 'orders.Resolve%' order by id", checkout);
    }

    private HttpResponse<String> resolve(String more) {
        return post("/v1/sagas/%s/resolve".formatted(checkout), "{\"reason\":\"by hand\",%s}".formatted(more));
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
