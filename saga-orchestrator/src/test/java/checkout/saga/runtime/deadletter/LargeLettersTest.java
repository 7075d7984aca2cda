package checkout.saga.runtime.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.MessageIds;
import checkout.saga.runtime.drive.OrchestratorTest;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Red here: of dead letters that do not fit in memory together only some are settled, or one is settled twice. */
class LargeLettersTest extends OrchestratorTest {
    @Autowired
    private DeadLetters letters;

    @Test
    void settlesLargeLettersInOneRequest() {
        List<UUID> ids = Stream.of("1", "2", "3")
                .map(each -> insert(each.repeat(600_000)))
                .toList();

        JsonNode outcome = ok(post(
                "/v1/dead-letters/bulk",
                "{\"filter\":{\"ids\":[\"%s\",\"%s\",\"%s\"]},\"action\":\"redrive\",\"reason\":\"open again\"}"
                        .formatted(ids.toArray())));

        assertThat(outcome.at("/done").asInt()).isEqualTo(3);
        for (UUID id : ids) {
            assertThat(jdbc.queryForList(
                            "select octet_length(payload) from outbox where headers = ?",
                            Integer.class,
                            "{\"redrive-of\":\"%s\"}".formatted(id)))
                    .containsExactly(600_002);
            assertThat(jdbc.queryForList("select outcome from audit where dead_letter_id = ?", String.class, id))
                    .containsExactly("DONE");
        }
    }

    private UUID insert(String text) {
        UUID id = MessageIds.next();
        letters.insert(List.of(new DeadLetter(
                id,
                "inventory.commands",
                0,
                1L,
                null,
                "key",
                "of.somebody.Else.v1",
                null,
                "reason",
                null,
                "\"%s\"".formatted(text),
                null,
                "{}",
                null,
                null,
                null,
                DeadLetter.Status.OPEN,
                null)));
        return id;
    }
}
