package checkout.lab.scenario.relay;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.fault.Fault;

/** Everything that the run has published so far is published once more: each message of it is a duplicate. */
public final class ReplayFault implements Fault {

    @Override
    public void strike(ScenarioContext scenarioContext) throws InterruptedException {
        scenarioContext.eventLog().tell("everything published since the beginning is published once more");
        String answer = new RelayApiClient(scenarioContext)
                .replay(
                        scenarioContext.scenarioProcesses().part("outbox-relay"),
                        scenarioContext.began().toString(),
                        "scenario with seed " + scenarioContext.seed());
        scenarioContext.eventLog().tell("replayed: " + answer);
    }
}
