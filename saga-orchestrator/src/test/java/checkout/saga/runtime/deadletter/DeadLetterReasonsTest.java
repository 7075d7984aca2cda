package checkout.saga.runtime.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.MessageIds;
import checkout.saga.runtime.drive.OrchestratorTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Red here: operators see a group of dead letters several times, or not how many there are. */
class DeadLetterReasonsTest extends OrchestratorTest {
    @Test
    void reasonsThatDifferOnlyInWhatIsWithheldAreOneGroup() {
        String marker = "m" + UUID.randomUUID().toString().substring(0, 8);
        letter("payments.commands", "%s: no such card 'one'".formatted(marker), "2026-01-03T00:00:00Z");
        letter("payments.commands", "%s: no such card 'two'".formatted(marker), "2026-01-01T00:00:00Z");
        letter("payments.commands", "%s: no such card 'two'".formatted(marker), "2026-01-02T00:00:00Z");
        letter("payments.commands", "%s: no connection".formatted(marker), "2026-01-02T00:00:00Z");
        letter("inventory.commands", "%s: no sku 'one'".formatted(marker), "2026-01-02T00:00:00Z");
        letter("inventory.commands", "%s: no sku 'two'".formatted(marker), "2026-01-02T00:00:00Z");

        JsonNode groups = ok(get("/v1/dead-letters/reasons?reason=" + marker)).at("/reasons");

        assertThat(groups).hasSize(4);
        JsonNode card = groups.at("/0");
        assertThat(card.at("/reason").asString()).isEqualTo(marker + ": no such card 'withheld'");
        assertThat(card.at("/count").asInt()).isEqualTo(3);
        assertThat(card.at("/first").asString()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(card.at("/latest").asString()).isEqualTo("2026-01-03T00:00:00Z");
    }

    private void letter(String topic, String reason, String receivedAt) {
        jdbc.update("""
                insert into dead_letter (id, topic, message_id, type, message_key, reason, headers, payload, received_at)
                values (?, ?, ?, 'any.Command.v1', 'k', ?, '{}', '{}', ?::timestamptz)
                """, MessageIds.next(), topic, MessageIds.next(), reason, receivedAt);
    }
}
