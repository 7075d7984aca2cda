package checkout.lab.scenario.relay;

import checkout.lab.http.JsonHttpClient;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.state.StackException;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Calls the operator API of a relay. */
final class RelayApiClient {

    private final JsonHttpClient http;

    RelayApiClient(ScenarioContext context) {
        this.http = context.operatorApi();
    }

    /** Returns the relay's state regarding its slot: WORKING, STANDBY, ... */
    String state(StackPart relay) throws InterruptedException {
        return http.get(url(relay, "/v1/relay"))
                .bodyIfSuccessful()
                .at("/sources/0/state")
                .asString("");
    }

    /** The state, or an empty text while the relay does not answer yet. */
    String stateIfAnswered(StackPart relay) throws InterruptedException {
        try {
            return state(relay);
        } catch (StackException starting) {
            return "";
        }
    }

    /** Makes the relay publish everything that it may have missed, as far back as it says. */
    String replayAll(StackPart relay) throws InterruptedException {
        JsonNode source = http.get(url(relay, "/v1/relay")).bodyIfSuccessful().at("/sources/0");
        return http.post(
                        url(relay, "/v1/relay/replay"),
                        Map.of(
                                "source", source.path("name").asString(),
                                "from", source.path("replayFrom").asString(),
                                "reason", "the slot was dropped"))
                .bodyIfSuccessful()
                .toString();
    }

    /** Makes the relay publish everything since the given time again. */
    String replay(StackPart relay, String from, String reason) throws InterruptedException {
        return http.post(url(relay, "/v1/relay/replay"), Map.of("from", from, "reason", reason))
                .bodyIfSuccessful()
                .toString();
    }

    private static String url(StackPart relay, String path) {
        return "http://127.0.0.1:" + relay.port() + path;
    }
}
