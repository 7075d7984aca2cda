package checkout.lab.scenario.relay;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.fault.Fault;

/** Makes the relay publish everything since the beginning of the run again, so that each message is a duplicate. */
public final class ReplayFault implements Fault {

    @Override
    public void inject(ScenarioContext context) throws InterruptedException {
        context.log("replaying everything published since the beginning of the run");
        String response = new RelayApiClient(context)
                .replay(
                        context.processes().part("outbox-relay"),
                        context.began().toString(),
                        "scenario with seed " + context.seed());
        context.log("replayed: %s", response);
    }
}
