package checkout.lab.scenario.relay;

import checkout.lab.scenario.context.OperatorClient;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.stack.part.StackPart;
import java.util.Map;

/** What an operator asks of a relay. */
final class RelayApiClient {

    private final OperatorClient desk;

    RelayApiClient(ScenarioContext scenarioContext) {
        this.desk = new OperatorClient(scenarioContext);
    }

    /** What it does about the slot: WORKING, STANDBY, ... */
    String state(StackPart relay) throws InterruptedException {
        return desk.get(url(relay, "/v1/relay"))
                .expected()
                .at("/sources/0/state")
                .asString("");
    }

    /** Has everything since then published once more. */
    String replay(StackPart relay, String from, String reason) throws InterruptedException {
        return desk.post(url(relay, "/v1/relay/replay"), Map.of("from", from, "reason", reason))
                .expected()
                .toString();
    }

    private static String url(StackPart relay, String path) {
        return "http://127.0.0.1:" + relay.port() + path;
    }
}
