package checkout.lab.scenario;

import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.fault.Fault;
import java.time.Duration;
import java.util.List;

/**
 * A story with an open end: a load, what goes wrong meanwhile, and what must hold in the end.
 *
 * @param ratePerSecond the load, in checkouts
 * @param length how long faults without an end of their own last, unless the command says otherwise
 * @param times how often faults strike that are counted, unless the command says otherwise
 * @param faults all at the same time
 * @param expectations in the order in which they are looked at
 */
record Scenario(
        String name,
        String story,
        int ratePerSecond,
        Duration length,
        int times,
        List<Fault> faults,
        List<Expectation> expectations) {}
