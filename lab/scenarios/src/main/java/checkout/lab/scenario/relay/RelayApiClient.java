package checkout.lab.scenario.relay;

import checkout.lab.http.JsonHttpClient;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.stack.part.StackPart;
import java.util.Map;

/** Calls the operator API of a relay. */
final class RelayApiClient {

    private final JsonHttpClient http;

    RelayApiClient(ScenarioContext context) {
        this.http = JsonHttpClient.operator(context.stack());
    }

    /** Returns the relay's state regarding its slot: WORKING, STANDBY, ... */
    String state(StackPart relay) throws InterruptedException {
        return http.get(url(relay, "/v1/relay"))
                .bodyIfSuccessful()
                .at("/sources/0/state")
                .asString("");
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
