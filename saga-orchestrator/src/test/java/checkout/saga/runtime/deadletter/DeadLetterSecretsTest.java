package checkout.saga.runtime.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import checkout.messaging.MessageIds;
import checkout.saga.runtime.drive.OrchestratorTest;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Red here: the token of a card is kept as long as nobody settles a dead letter, or a letter without it is sent again. */
class DeadLetterSecretsTest extends OrchestratorTest {
    private static final String BECAUSE = "{\"reason\":\"the consumer is fixed\"}";

    @Autowired
    private DeadLetterSecretRemoval removal;

    @Autowired
    private DeadLetters letters;

    @Test
    void anOldLetterLosesItsTokenAndCannotBeSentAgainAsItIs() {
        place();
        UUID letter = received("payments.commands", "payments.AuthorizePayment.v1", """
                {"checkoutId":"%s","amount":{"amount":"19.98","currency":"EUR"},"payment":{"method":"card","token":"%s"}}""".formatted(checkout, TOKEN));
        removal.removeOld();
        assertThat(row(letter)).as("it is young").contains(TOKEN);

        old(letter);
        removal.removeOld();

        assertThat(row(letter)).doesNotContain(TOKEN).contains(checkout.toString(), "19.98");
        assertProblem(
                post("/v1/dead-letters/%s/redrive".formatted(letter), BECAUSE),
                409,
                "cannot be sent again as it is; have its sender send it again, or retry its saga, and discard the dead letter");
        JsonNode shown = ok(get("/v1/dead-letters/" + letter));
        assertThat(shown.at("/notRedrivableBecause").asString()).contains("its secrets were removed at");
        assertThat(shown.at("/status").asString()).isEqualTo("OPEN");
        ok(post("/v1/dead-letters/%s/discard".formatted(letter), BECAUSE));
    }

    @Test
    void anOldLetterWithoutASecretStaysAsItIs() {
        place();
        String body = "{\"checkoutId\":\"%s\"}".formatted(checkout);
        UUID letter = received("payments.commands", "payments.VoidPayment.v1", body);
        old(letter);
        removal.removeOld();
        assertThat(jdbc.queryForObject("select payload from dead_letter where id = ?", String.class, letter))
                .isEqualTo(body);
        ok(post("/v1/dead-letters/%s/redrive".formatted(letter), BECAUSE));
    }

    @Test
    void whatCannotBeReadIsTakenForASecret() {
        place();
        UUID letter = received("orders.events", "orders.OrderPlaced.v1", "{\"payment\": " + TOKEN);
        old(letter);
        removal.removeOld();
        assertThat(row(letter)).doesNotContain(TOKEN);
    }

    @Test
    void aNegativeRetentionIsRefused() {
        assertThatThrownBy(() -> new DeadLetterSecretSettings(Duration.ofDays(-1)))
                .hasMessageContaining("checkout.dead-letters.keep-secrets");
    }

    private UUID received(String topic, String type, String body) {
        UUID id = MessageIds.next();
        send(
                topic + ".dlt",
                type,
                id,
                body,
                Map.of(
                        "ce_sagastep", "authorize payment",
                        "ce_sagaaction", "DO",
                        "ce_sagaattempt", "1",
                        "dlt-reason", "no member '" + TOKEN + "'",
                        "dlt-stack", "Boom: '" + TOKEN + "'"));
        await().until(() -> letters.find(id).isPresent());
        return id;
    }

    private void old(UUID letter) {
        jdbc.update("update dead_letter set received_at = now() - interval '8 days' where id = ?", letter);
    }

    private String row(UUID letter) {
        return jdbc.queryForObject("select dead_letter::text from dead_letter where id = ?", String.class, letter);
    }
}
