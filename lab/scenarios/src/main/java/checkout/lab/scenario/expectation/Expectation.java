package checkout.lab.scenario.expectation;

import checkout.lab.scenario.context.ScenarioContext;
import java.sql.SQLException;
import java.util.List;

/** Something that must hold whatever the faults were. */
public interface Expectation {

    /** Looks on, in a thread of its own, while load and faults last; it is interrupted at their end. */
    default void watch(ScenarioContext scenarioContext) throws InterruptedException, SQLException {}

    /** What was found, when everything runs again and the load is over. */
    List<ExpectationResult> check(ScenarioContext scenarioContext) throws InterruptedException, SQLException;
}
