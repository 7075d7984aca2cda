package checkout.lab.scenario.expectation;

import checkout.lab.scenario.context.ScenarioContext;
import java.sql.SQLException;
import java.util.List;

/** Something that must hold whatever the faults were. */
public interface Expectation {

    /** Observes the system in a thread of its own during load and faults; interrupted when they end. */
    default void watch(ScenarioContext context) throws InterruptedException, SQLException {}

    /** Returns the results once the load has ended and everything is running again. */
    List<ExpectationResult> check(ScenarioContext context) throws InterruptedException, SQLException;
}
