package checkout.lab.scenario.poison;

import checkout.lab.scenario.context.OperatorClient;
import checkout.lab.scenario.context.ScenarioContext;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** What an operator sees of dead letters and does with them. */
final class DeadLetterClient {

    private static final long LOOK_AGAIN_MILLIS = 50;

    private final OperatorClient desk;
    private final String url;

    DeadLetterClient(ScenarioContext scenarioContext) {
        this.desk = new OperatorClient(scenarioContext);
        this.url = scenarioContext.stack().ports().url("saga-orchestrator") + "/v1/";
    }

    /** An open dead letter. */
    record Letter(UUID id, String reason) {

        static String told(Optional<Letter> letter) {
            return letter.map(each -> "dead letter " + each.id()).orElse("not among the dead letters");
        }
    }

    /** The open letter of this saga, as soon as it is there; none if that takes longer than so long. */
    Optional<Letter> await(UUID saga, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        Optional<Letter> letter = open(saga);
        while (letter.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(LOOK_AGAIN_MILLIS);
            letter = open(saga);
        }
        return letter;
    }

    private Optional<Letter> open(UUID saga) throws InterruptedException {
        JsonNode letters = desk.get(url + "dead-letters?status=OPEN&sagaId=" + saga)
                .expected()
                .path("deadLetters");
        return letters.isEmpty()
                ? Optional.empty()
                : Optional.of(new Letter(
                        UUID.fromString(letters.get(0).path("id").asString()),
                        letters.get(0).path("reason").asString().replaceAll("\\s+", " ")));
    }

    OperatorClient.Answer redrive(UUID letter, String reason) throws InterruptedException {
        return desk.post(url + "dead-letters/" + letter + "/redrive", Map.of("reason", reason));
    }

    OperatorClient.Answer discard(UUID letter, String reason) throws InterruptedException {
        return desk.post(url + "dead-letters/" + letter + "/discard", Map.of("reason", reason));
    }

    JsonNode saga(UUID saga) throws InterruptedException {
        return desk.get(url + "sagas/" + saga).expected();
    }

    /** Whether the list of sagas with open dead letters holds this one. */
    boolean needsAttention(UUID saga) throws InterruptedException {
        return !desk.get(url + "sagas?deadLetters=true&q=" + saga)
                .expected()
                .path("sagas")
                .isEmpty();
    }
}
