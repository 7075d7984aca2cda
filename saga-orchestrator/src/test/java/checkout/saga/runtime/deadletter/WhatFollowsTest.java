package checkout.saga.runtime.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.messaging.MessageIds;
import checkout.saga.runtime.drive.OrchestratorTest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Red here: an operator settles a dead letter without being told what that does to its saga. */
class WhatFollowsTest extends OrchestratorTest {
    private static final String RESERVE = "inventory.ReserveStock.v1";

    @Autowired
    private DeadLetters letters;

    @Test
    void aStartMessageIsNotDiscardedBeforeItsSagaExists() {
        UUID letter = letter("orders.events", "orders.OrderPlaced.v1", "not json", Map.of());
        assertThat(follows(letter, "discard"))
                .contains("saga that does not exist")
                .contains(checkout.toString());
        assertThat(follows(letter, "redrive")).isEqualTo("It starts the saga.");
        assertProblem(
                settle(letter, "discard", ""),
                409,
                "has no saga until its sender sends it again; request it with force");
        JsonNode discarded = ok(settle(letter, "discard", ",\"force\":true"));
        assertThat(discarded.at("/status").asString()).isEqualTo("DISCARDED");
        assertThat(discarded.at("/whatFollows").isEmpty()).isTrue();
        UUID again = letter("orders.events", "orders.OrderPlaced.v1", "not json", Map.of());
        place();
        assertThat(follows(again, "discard")).contains("exists already");
        ok(settle(again, "discard", ""));
    }

    @Test
    void aCommandOfARejectedCheckoutMeetsItsTombstone() {
        place();
        reply("inventory.StockReserved.v1", "reserve stock", "");
        await().until(() -> sent().contains("payments.AuthorizePayment.v1"));
        reply("payments.PaymentDeclined.v1", "authorize payment", ",\"detail\":\"no\"");
        await().until(() -> sent().contains("inventory.ReleaseStock.v1"));
        UUID letter = command("reserve stock", "DO", RESERVE);
        assertThat(follows(letter, "redrive")).contains("is being undone");
        reply("inventory.StockReleased.v1", "reserve stock", "UNDO", "");
        await().until(() -> sent().contains("orders.RejectOrder.v1"));
        reply("orders.OrderRejected.v1", "start", "UNDO", ",\"reason\":\"PAYMENT_DECLINED\"");
        await().until(() -> phase().equals("COMPENSATED"));
        assertThat(follows(letter, "redrive"))
                .isEqualTo("The saga ended REJECTED: this command meets its tombstone and is refused.");
        ok(settle(letter, "redrive", ""));
        UUID refused = command("authorize payment", "DO", "payments.AuthorizePayment.v1");
        assertThat(follows(refused, "redrive")).contains("refuses the command again");
    }

    @Test
    void aCommandThatNothingWouldUndoIsOnlyRedrivenByForce() {
        place();
        UUID letter = command("reserve stock", "DO", RESERVE);
        ok(post(
                "/v1/sagas/%s/resolve".formatted(checkout),
                "{\"reason\":\"by hand\",\"outcome\":\"REJECTED\",\"force\":true}"));
        assertThat(follows(letter, "redrive"))
                .contains("The saga ended REJECTED")
                .contains("nothing would undo it");
        assertProblem(settle(letter, "redrive", ""), 409, "request it with force");
        JsonNode many = ok(post(
                "/v1/dead-letters/bulk",
                "{\"filter\":{\"ids\":[\"%s\"]},\"action\":\"redrive\",\"reason\":\"all\"}".formatted(letter)));
        assertThat(many.at("/results/0/outcome").asString()).isEqualTo("REFUSED");
        ok(settle(letter, "redrive", ",\"force\":true"));
    }

    @Test
    void aCommandWithoutASagaIsOnlyRedrivenByForce() {
        UUID letter = command("reserve stock", "DO", RESERVE);
        assertProblem(settle(letter, "redrive", ""), 409, "There is no such saga");
        ok(settle(letter, "discard", ""));
    }

    @Test
    void aReplyIsTakenByAnOpenSagaAndChangesNothingLater() {
        place();
        UUID letter = letter(
                "checkout.replies",
                "inventory.StockReserved.v1",
                "{\"checkoutId\":\"%s\"}".formatted(checkout),
                Map.of("ce_sagastep", "reserve stock", "ce_sagaaction", "DO", "ce_sagaattempt", "1"));
        assertThat(follows(letter, "redrive")).isEqualTo("The saga takes the answer.");
        assertThat(follows(letter, "discard")).contains("sends its command again when its timer fires");
    }

    @Test
    void theSagaOfALetterIsNotGuessedFromItsKey() {
        UUID order = MessageIds.next();
        UUID id = MessageIds.next();
        sendAsItIs(
                "orders.events.dlt",
                order.toString(),
                "{\"returnId\":\"%s\",\"checkoutId\":\"%s\"}".formatted(checkout, order),
                Map.of("ce_id", id.toString(), "ce_type", "orders.ReturnRequested.v1", "dlt-reason", "r"));
        await().until(() -> letters.find(id).isPresent());
        assertThat(letters.find(id).orElseThrow().sagaId()).isEqualTo(checkout);
        place();
        UUID keyed = MessageIds.next();
        sendAsItIs(
                "checkout.replies.dlt",
                checkout.toString(),
                "",
                Map.of("ce_id", keyed.toString(), "ce_type", "strange", "dlt-reason", "r"));
        UUID stranger = MessageIds.next();
        sendAsItIs(
                "checkout.replies.dlt",
                order.toString(),
                "",
                Map.of("ce_id", stranger.toString(), "ce_type", "strange", "dlt-reason", "r"));
        await().until(() ->
                letters.find(keyed).isPresent() && letters.find(stranger).isPresent());
        assertThat(letters.find(keyed).orElseThrow().sagaId()).isEqualTo(checkout);
        assertThat(letters.find(stranger).orElseThrow().sagaId()).isNull();
    }

    private UUID command(String step, String action, String type) {
        String topic = type.startsWith("payments") ? "payments.commands" : "inventory.commands";
        return letter(topic, type, "{}", Map.of("ce_sagastep", step, "ce_sagaaction", action, "ce_sagaattempt", "1"));
    }

    private UUID letter(String topic, String type, String body, Map<String, String> headers) {
        UUID id = MessageIds.next();
        send(topic + ".dlt", type, id, body, headers);
        await().until(() -> letters.find(id).isPresent());
        return id;
    }

    private String follows(UUID letter, String action) {
        return ok(get("/v1/dead-letters/" + letter))
                .at("/whatFollows/%s/follows".formatted(action))
                .asString();
    }

    private HttpResponse<String> settle(UUID letter, String action, String more) {
        return post("/v1/dead-letters/%s/%s".formatted(letter, action), "{\"reason\":\"because\"%s}".formatted(more));
    }
}
