package checkout.lab.scenario.plan;

import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.load.Load;
import checkout.lab.scenario.vocabulary.Vocabulary;
import checkout.lab.scenario.word.WordUse;
import java.time.Duration;
import java.util.List;

/**
 * What a file says: a load, faults with their times, and expectations.
 *
 * @param lasts how long the load lasts at least; it does not end before the last fault has
 */
public record ScenarioPlan(
        String name,
        String description,
        Duration lasts,
        List<WordUse<Load>> loads,
        List<PlannedFault> faults,
        List<WordUse<Expectation>> expectations) {

    /** What the names of random scenarios begin with. */
    public static final String RANDOM_NAME = "random-";

    public ScenarioPlan {
        loads = List.copyOf(loads);
        faults = List.copyOf(faults);
        expectations = List.copyOf(expectations);
    }

    public ScenarioPlan named(String otherName, String otherDescription) {
        return new ScenarioPlan(otherName, otherDescription, lasts, loads, faults, expectations);
    }

    public ScenarioPlan with(List<PlannedFault> otherFaults) {
        return new ScenarioPlan(name, description, lasts, loads, otherFaults, expectations);
    }

    public ScenarioPlan lasting(Duration other) {
        return new ScenarioPlan(name, description, other, loads, faults, expectations);
    }

    public ScenarioPlan loadedWith(List<WordUse<Load>> otherLoads) {
        return new ScenarioPlan(name, description, lasts, otherLoads, faults, expectations);
    }

    /** Whether it was composed at random, or is a part of such a plan. */
    boolean isRandom() {
        return name.startsWith(RANDOM_NAME);
    }

    /** What the words make, new for each run, because faults and expectations have state. */
    public PlanExecution execution() {
        return PlanExecution.of(this);
    }

    /** Whether it breaks connections, for which the network proxy must carry them. */
    public boolean needsNetwork() {
        return faults.stream()
                .anyMatch(each -> Vocabulary.needsNetwork(each.fault().word()));
    }

    /** The time of the last injection, or zero if there is none. */
    public Duration lastInjection() {
        return faults.stream()
                .map(each -> each.timing().last())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
