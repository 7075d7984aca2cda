package checkout.lab.scenario.poison;

import checkout.lab.http.JsonHttpClient;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.time.Polling;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Lists, redrives and discards dead letters as an operator does. */
final class DeadLetterClient {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private final JsonHttpClient http;
    private final String url;

    DeadLetterClient(ScenarioContext context) {
        this.http = context.operatorApi();
        this.url = context.stack().ports().url("saga-orchestrator") + "/v1/";
    }

    /** An open dead letter. */
    record DeadLetter(UUID id, String reason) {

        static String describe(Optional<DeadLetter> deadLetter) {
            return deadLetter.map(each -> "dead letter " + each.id()).orElse("not a dead letter");
        }
    }

    /** Waits for the open dead letter of a saga; returns none if it does not appear in time. */
    Optional<DeadLetter> await(UUID saga, Duration timeout) throws InterruptedException {
        return await(timeout, "&sagaId=" + saga, letter -> true);
    }

    /** The same for a record with this key that names no saga. It is among the newest. */
    Optional<DeadLetter> awaitKey(UUID key, Duration timeout) throws InterruptedException {
        return await(timeout, "", letter -> letter.path("key").asString().equals(key.toString()));
    }

    private Optional<DeadLetter> await(Duration timeout, String filter, Predicate<JsonNode> wanted)
            throws InterruptedException {
        return new Polling(timeout, POLL_INTERVAL).until(Optional::isPresent, () -> open(filter, wanted));
    }

    private Optional<DeadLetter> open(String filter, Predicate<JsonNode> wanted) throws InterruptedException {
        return get("dead-letters?status=OPEN" + filter)
                .path("deadLetters")
                .valueStream()
                .filter(wanted)
                .findFirst()
                .map(each -> new DeadLetter(
                        UUID.fromString(each.path("id").asString()),
                        each.path("reason").asString().replaceAll("\\s+", " ")));
    }

    JsonHttpClient.Response redrive(UUID deadLetter, String reason) throws InterruptedException {
        return http.post(url + "dead-letters/" + deadLetter + "/redrive", Map.of("reason", reason));
    }

    JsonHttpClient.Response discard(UUID deadLetter, String reason) throws InterruptedException {
        return http.post(url + "dead-letters/" + deadLetter + "/discard", Map.of("reason", reason));
    }

    JsonNode saga(UUID saga) throws InterruptedException {
        return get("sagas/" + saga);
    }

    /** Whether the list of sagas with open dead letters contains this one. */
    boolean isListed(UUID saga) throws InterruptedException {
        return !get("sagas?deadLetters=true&q=" + saga).path("sagas").isEmpty();
    }

    private JsonNode get(String path) throws InterruptedException {
        return http.get(url + path).bodyIfSuccessful();
    }
}
