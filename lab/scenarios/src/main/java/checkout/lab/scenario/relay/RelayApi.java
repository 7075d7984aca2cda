package checkout.lab.scenario.relay;

import checkout.lab.scenario.scene.Desk;
import checkout.lab.scenario.scene.Scene;
import checkout.lab.stack.part.Part;
import java.util.Map;

/** What an operator asks of a relay. */
final class RelayApi {

    private final Desk desk;

    RelayApi(Scene scene) {
        this.desk = new Desk(scene);
    }

    /** What it does about the slot: WORKING, STANDBY, ... */
    String state(Part relay) throws InterruptedException {
        return desk.get(url(relay, "/v1/relay"))
                .expected()
                .at("/sources/0/state")
                .asString("");
    }

    /** Has everything since then published once more. */
    String replay(Part relay, String from, String reason) throws InterruptedException {
        return desk.post(url(relay, "/v1/relay/replay"), Map.of("from", from, "reason", reason))
                .expected()
                .toString();
    }

    private static String url(Part relay, String path) {
        return "http://127.0.0.1:" + relay.port() + path;
    }
}
