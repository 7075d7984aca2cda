package checkout.saga.runtime.participant;

import checkout.saga.runtime.peer.Indicator;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * What to ask a participant about a saga.
 *
 * @param service the participant
 * @param title what it keeps for a saga, such as Stock
 * @param path where it says so, for a user with the role {@code service}; 404 means that it has nothing
 * @param nothing the sentence for that
 * @param state reads the state out of the answer, as the participant calls it
 * @param indicators reads the rest
 */
public record ParticipantQuestion(
        String service,
        String title,
        String path,
        String nothing,
        Function<JsonNode, String> state,
        Function<JsonNode, List<Indicator>> indicators) {}
