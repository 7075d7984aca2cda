package checkout.saga.runtime.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.messaging.MessageIds;
import checkout.saga.runtime.drive.OrchestratorTest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Red here: a dead letter is lost, shown with a secret in it, or sent again otherwise than once and as it was. */
class DeadLettersTest extends OrchestratorTest {
    private static final String BECAUSE = "{\"reason\":\"the consumer is fixed\"}";
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Autowired
    private DeadLetterRetention retention;

    @Autowired
    private DeadLetters letters;

    @Test
    void keepsALetterAndShowsItBesideItsSaga() {
        UUID letter =
                deadLettered("inventory.commands", "no such warehouse", "{\"checkoutId\":\"%s\"}".formatted(checkout));
        JsonNode shown = ok(get("/v1/dead-letters/" + letter));
        assertThat(shown.at("/topic").asString()).isEqualTo("inventory.commands");
        assertThat(shown.at("/partition").asInt()).isEqualTo(3);
        assertThat(shown.at("/offset").asLong()).isEqualTo(42);
        assertThat(shown.at("/group").asString()).isEqualTo("inventory-service");
        assertThat(shown.at("/reason").asString()).isEqualTo("no such warehouse");
        assertThat(shown.at("/stack").asString()).contains("at somewhere");
        assertThat(shown.at("/correlation/step").asString()).isEqualTo("reserve stock");
        assertThat(shown.at("/traceparent").asString()).isEqualTo(TRACE);
        assertThat(shown.at("/status").asString()).isEqualTo("OPEN");
        JsonNode listed = ok(get("/v1/sagas?deadLetters=true&q=" + checkout)).at("/sagas/0");
        assertThat(listed.at("/openDeadLetters").asInt()).isEqualTo(1);
        JsonNode saga = ok(get("/v1/sagas/" + checkout));
        assertThat(saga.at("/deadLetters/0/id").asString()).isEqualTo(letter.toString());
        assertThat(String.valueOf(saga.at("/diagnosis"))).contains("Open dead letters: 1");
        assertThat(ok(get("/v1/stats")).at("/deadLetters/open").asLong()).isPositive();
    }

    @Test
    void sendsALetterAgainAsItWasButAsANewMessage() {
        String body = "{\"checkoutId\":\"%s\"}".formatted(checkout);
        UUID letter = deadLettered("inventory.commands", "passing", body);
        JsonNode redriven = ok(post("/v1/dead-letters/%s/redrive".formatted(letter), BECAUSE));
        assertThat(redriven.at("/status").asString()).isEqualTo("REDRIVEN");
        assertThat(redriven.at("/settlement/why").asString()).isEqualTo("the consumer is fixed");
        Map<String, Object> message = jdbc.queryForMap(
                "select * from outbox where id = ?::uuid",
                redriven.at("/settlement/redrivenAs").asString());
        assertThat(message)
                .containsEntry("topic", "inventory.commands")
                .containsEntry("message_key", checkout.toString())
                .containsEntry("type", "inventory.ReserveStock.v1")
                .containsEntry("saga_id", checkout)
                .containsEntry("step", "reserve stock")
                .containsEntry("attempt", 2)
                .containsEntry("traceparent", TRACE)
                .containsEntry("payload", body)
                .containsEntry("headers", "{\"redrive-of\":\"%s\"}".formatted(letter));
        assertProblem(
                post("/v1/dead-letters/%s/redrive".formatted(letter), BECAUSE), 409, "it was redriven by operator");
        assertProblem(
                post("/v1/dead-letters/%s/discard".formatted(letter), BECAUSE), 409, "it was redriven by operator");
        JsonNode acts = ok(get("/v1/audit?deadLetterId=" + letter)).at("/entries");
        assertThat(texts(acts, "action")).containsExactly("DISCARD", "REDRIVE", "REDRIVE");
        assertThat(texts(acts, "outcome")).containsExactly("REFUSED", "REFUSED", "DONE");
    }

    @Test
    void sendsALetterOnceHoweverManyAskForIt() {
        UUID letter = deadLettered("inventory.commands", "passing", "{}");
        List<CompletableFuture<HttpResponse<String>>> asked = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> post("/v1/dead-letters/%s/redrive".formatted(letter), BECAUSE)))
                .limit(6)
                .toList();
        assertThat(asked.stream().map(one -> one.join().statusCode()))
                .containsOnlyOnce(200)
                .contains(409);
        assertThat(redrivenOf(letter)).hasSize(1);
    }

    @Test
    void saysWhoseLetterItWasWhenAMessageDiesAgain() {
        UUID first = deadLettered("inventory.commands", "passing", "{}");
        String again = ok(post("/v1/dead-letters/%s/redrive".formatted(first), BECAUSE))
                .at("/settlement/redrivenAs")
                .asString();
        UUID second = deadLettered("inventory.commands", Map.of("dlt-id", again), "{}");
        assertThat(ok(get("/v1/dead-letters/" + second)).at("/redriveOf").asString())
                .isEqualTo(first.toString());
    }

    @Test
    void sendsBytesAgainAsTheBytesTheyWere() {
        UUID letter = deadLettered("inventory.commands", "binary", "\0\1\2");
        JsonNode shown = ok(get("/v1/dead-letters/" + letter));
        assertThat(shown.at("/encoding").asString()).isEqualTo("base64");
        ok(post("/v1/dead-letters/%s/redrive".formatted(letter), BECAUSE));
        Map<String, Object> message = redrivenOf(letter).get(0);
        assertThat(message).containsEntry("payload", "AAEC");
        assertThat(String.valueOf(message.get("headers"))).contains("\"payload-encoding\":\"base64\"");
    }

    @Test
    void cannotSendWhatNobodyCouldRead() {
        sendAsItIs("inventory.commands.dlt", checkout.toString(), "{}", Map.of("dlt-reason", "typeless " + checkout));
        UUID letter = awaitLetter("typeless " + checkout);
        assertProblem(post("/v1/dead-letters/%s/redrive".formatted(letter), BECAUSE), 409, "it has no type");
        assertThat(ok(get("/v1/dead-letters/" + letter))
                        .at("/notRedrivableBecause")
                        .asString())
                .contains("no type");
        assertThat(ok(post("/v1/dead-letters/%s/discard".formatted(letter), BECAUSE))
                        .at("/status")
                        .asString())
                .isEqualTo("DISCARDED");
    }

    @Test
    void settlesManyByReasonAndTellsWhatBecameOfEach() {
        String reason = "warehouse " + checkout + " is closed";
        UUID one = deadLettered("inventory.commands", reason, "{\"n\":1}");
        UUID two = deadLettered("inventory.commands", reason, "{\"n\":2}");
        UUID other = deadLettered("inventory.commands", "something else", "{\"n\":3}");
        sendAsItIs("inventory.commands.dlt", checkout.toString(), "{}", Map.of("dlt-reason", reason));
        await().until(() -> groupOf(reason).size() == 2);
        assertThat(groupOf(reason).stream()
                        .mapToInt(group -> group.at("/count").asInt())
                        .sum())
                .isEqualTo(3);
        JsonNode outcome = ok(post(
                "/v1/dead-letters/bulk",
                "{\"filter\":{\"topic\":\"inventory.commands\",\"reason\":\"%s\"},\"action\":\"redrive\",\"reason\":\"open again\"}"
                        .formatted(reason)));
        assertThat(outcome.at("/done").asInt()).isEqualTo(2);
        assertThat(outcome.at("/notDone").asInt()).isEqualTo(1);
        assertThat(texts(outcome.at("/results"), "outcome"))
                .containsExactlyInAnyOrder("REDRIVEN", "REDRIVEN", "REFUSED");
        assertThat(redrivenOf(one)).hasSize(1);
        assertThat(redrivenOf(two)).hasSize(1);
        assertThat(redrivenOf(other)).isEmpty();
        JsonNode named = ok(post(
                "/v1/dead-letters/bulk",
                "{\"filter\":{\"ids\":[\"%s\",\"%s\",\"%s\"]},\"action\":\"discard\",\"reason\":\"enough\"}"
                        .formatted(one, other, MessageIds.next())));
        assertThat(texts(named.at("/results"), "outcome")).containsExactly("REFUSED", "DISCARDED", "GONE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"checkoutId\":\"x\",\"payment\":{\"method\":\"card\",\"token\":\"tok_secret_of_the_card\"}}",
                "{\"payment\":{\"method\":\"card\",\"tokn\":\"tok_secret_of_the_card\"}}",
                "{\"payment\":\"tok_secret_of_the_card\"}",
                "{\"payment\":{\"method\":\"card\",\"token\":\"tok_secret_of_the_card",
                "{\"anything\":{\"deep\":[\"tok_secret_of_the_card\"]}}",
                "\"tok_secret_of_the_card\"",
                "tok_secret_of_the_card",
                "tok_secret_of_the_card\0"
            })
    void neverShowsAPaymentToken(String body) {
        String reason = "Unrecognized token 'tok_secret_of_the_card' in " + checkout
                + "; Detail: Failing row contains (1, tok_secret_of_the_card).";
        UUID letter = deadLettered("payments.commands", reason, body);
        for (String path : List.of(
                "/v1/dead-letters/" + letter,
                "/v1/dead-letters",
                "/v1/dead-letters/reasons",
                "/v1/sagas/" + checkout)) {
            assertThat(get(path).body()).as(path).doesNotContain(TOKEN);
        }
        ok(post("/v1/dead-letters/%s/redrive".formatted(letter), BECAUSE));
        if (body.indexOf('\0') < 0) {
            assertThat(redrivenOf(letter).get(0))
                    .as("it is sent as it was all the same")
                    .containsEntry("payload", body);
        }
        assertThat(String.valueOf(jdbc.queryForMap("select * from dead_letter where id = ?", letter)))
                .as("a settled letter is kept without the token")
                .doesNotContain(TOKEN);
    }

    @ParameterizedTest
    @CsvSource({"not json, 1", "{}, 2"})
    void buriesWhatTheOrchestratorItselfCannotHandle(String body, int attempt) {
        UUID id = MessageIds.next();
        send(
                "checkout.replies",
                "inventory.StockReserved.v1\0",
                id,
                body,
                Map.of("ce_sagaattempt", Integer.toString(attempt)));
        await().untilAsserted(() -> assertThat(
                        jdbc.queryForList("select topic from outbox where saga_id = ?", String.class, checkout))
                .as("a type with a NUL in it stops nobody")
                .containsExactly("checkout.replies.dlt"));
        place();
    }

    @Test
    void letsGoOfWhatWasSettledLongAgoAndOfNothingElse() {
        UUID open = deadLettered("inventory.commands", "old and open", "{}");
        UUID old = deadLettered("inventory.commands", "old and settled", "{}");
        UUID young = deadLettered("inventory.commands", "settled just now", "{}");
        ok(post("/v1/dead-letters/%s/discard".formatted(old), BECAUSE));
        ok(post("/v1/dead-letters/%s/discard".formatted(young), BECAUSE));
        jdbc.update(
                "update dead_letter set received_at = received_at - interval '90 days' where id in (?, ?)", open, old);
        jdbc.update("update dead_letter set settled_at = settled_at - interval '31 days' where id = ?", old);
        retention.deleteOld();
        assertThat(letters.find(open)).isPresent();
        assertThat(letters.find(old)).isEmpty();
        assertThat(letters.find(young)).isPresent();
    }

    private UUID deadLettered(String topic, String reason, String body) {
        return deadLettered(topic, Map.of("dlt-reason", reason), body);
    }

    private UUID deadLettered(String topic, Map<String, String> more, String body) {
        if (phase().equals("NOWHERE")) {
            place();
        }
        UUID id = MessageIds.next();
        Map<String, String> headers = new HashMap<>(Map.of(
                "ce_sagastep", "reserve stock",
                "ce_sagaaction", "DO",
                "ce_sagaattempt", "2",
                "traceparent", TRACE,
                "dlt-group", "inventory-service",
                "dlt-topic", topic,
                "dlt-partition", "3",
                "dlt-offset", "42",
                "dlt-id", UUID.randomUUID().toString(),
                "dlt-stack", topic.startsWith("payments") ? "Boom: '" + TOKEN + "'" : "Boom\n\tat somewhere"));
        headers.putAll(more);
        send(topic + ".dlt", "inventory.ReserveStock.v1", id, body, headers);
        await().until(() -> letters.find(id).isPresent());
        return id;
    }

    private UUID awaitLetter(String reason) {
        await().until(() -> !jdbc.queryForList("select 1 from dead_letter where reason = ?", reason)
                .isEmpty());
        return jdbc.queryForObject("select id from dead_letter where reason = ?", UUID.class, reason);
    }

    private List<Map<String, Object>> redrivenOf(UUID letter) {
        return jdbc.queryForList(
                "select * from outbox where saga_id = ? and headers like ?",
                checkout,
                "%\"redrive-of\":\"" + letter + "\"%");
    }

    private List<JsonNode> groupOf(String reason) {
        return StreamSupport.stream(
                        ok(get("/v1/dead-letters/reasons")).at("/reasons").spliterator(), false)
                .filter(group -> group.at("/reason").asString().equals(reason))
                .toList();
    }

    private static List<String> texts(JsonNode array, String field) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.path(field).asString("")));
        return texts;
    }
}
