package checkout.lab.scenario.relay;

import checkout.lab.scenario.fault.Fault;
import checkout.lab.scenario.scene.Scene;

/** Everything that the run has published so far is published once more: each message of it is a duplicate. */
public final class Replay implements Fault {

    @Override
    public void strike(Scene scene) throws InterruptedException {
        scene.chronicle().tell("everything published since the beginning is published once more");
        String answer = new RelayApi(scene)
                .replay(
                        scene.cast().part("outbox-relay"),
                        scene.began().toString(),
                        "scenario with seed " + scene.seed());
        scene.chronicle().tell("replayed: " + answer);
    }
}
