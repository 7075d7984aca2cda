package checkout.lab.scenario;

import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.fault.Fault;
import java.time.Duration;
import java.util.List;

/**
 * A load, the fault that is injected meanwhile, and what must hold afterwards.
 *
 * @param ratePerSecond the load in checkouts
 * @param duration how long faults without an end of their own last, unless the command says otherwise
 * @param times how often counted faults are injected, unless the command says otherwise
 * @param expectations in the order in which they are checked
 */
record Scenario(
        String name,
        String story,
        int ratePerSecond,
        Duration duration,
        int times,
        Fault fault,
        List<Expectation> expectations) {}
