package checkout.lab.scenario;

import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.scenario.load.Load;
import checkout.lab.scenario.load.ShopperLoad;
import checkout.lab.scenario.plan.PlanExecution;
import checkout.lab.scenario.plan.PlannedFault;
import checkout.lab.scenario.plan.ScenarioPlan;
import checkout.lab.scenario.vocabulary.LoadWords;
import java.time.Duration;
import java.util.List;

/**
 * A load, the fault that is injected meanwhile, and what must hold afterwards.
 *
 * @param duration how long faults without an end of their own last, unless the command says otherwise
 * @param times how often counted faults are injected, unless the command says otherwise
 * @param expectations in the order in which they are checked
 */
record Scenario(
        String name,
        String story,
        Traffic traffic,
        Duration duration,
        int times,
        Fault fault,
        List<Expectation> expectations,
        Outline outline) {

    private static final int SECONDS_TO_CHECK = 25;

    /**
     * The load.
     *
     * @param ratePerSecond of checkouts, as the list shows it
     * @param lasts how long the load lasts at least
     */
    record Traffic(int ratePerSecond, List<Load> loads, Duration lasts) {}

    /**
     * What a list shows.
     *
     * @param faults in words
     * @param typicalSeconds from the beginning of the run to its verdict
     * @param source "class", or the file
     * @param place where it stands among others that are run in one go
     */
    record Outline(List<String> faults, int typicalSeconds, String source, Place place) {

        static Outline of(int typicalSeconds, String... faults) {
            return new Outline(List.of(faults), typicalSeconds, "class", Place.ANYWHERE);
        }

        Outline at(Place other) {
            return new Outline(faults, typicalSeconds, source, other);
        }
    }

    /** Where a scenario can be run among others. */
    enum Place {
        ANYWHERE,
        /** Not among others, because it takes so long. */
        BY_NAME,
        /** Only on a stack with PgBouncer. */
        WITH_PGBOUNCER,
        /** Only on a stack with the network proxy. */
        WITH_NETWORK,
        /** After all others, because consumers have forgotten afterwards what Kafka still has. */
        LAST
    }

    /** A scenario whose customers buy one item each. */
    Scenario(
            String name,
            String story,
            int ratePerSecond,
            Duration duration,
            int times,
            Fault fault,
            List<Expectation> expectations) {
        this(
                name,
                story,
                new Traffic(ratePerSecond, List.of(ShopperLoad.plain(ratePerSecond)), Duration.ZERO),
                duration,
                times,
                fault,
                expectations,
                Outline.of(0));
    }

    /** One run of what a file says. */
    static Scenario of(ScenarioPlan plan, String source) {
        PlanExecution execution = plan.execution();
        int rate = plan.loads().stream()
                .filter(use -> use.is(LoadWords.CHECKOUTS))
                .mapToInt(use -> use.arguments().get(LoadWords.RATE))
                .sum();
        Duration longest = plan.lasts().compareTo(plan.lastInjection()) > 0 ? plan.lasts() : plan.lastInjection();
        return new Scenario(
                plan.name(),
                plan.description(),
                new Traffic(rate, execution.loads(), plan.lasts()),
                plan.lasts(),
                plan.faults().stream().mapToInt(fault -> fault.timing().times()).sum(),
                execution.fault(),
                execution.expectations(),
                new Outline(
                        plan.faults().stream().map(PlannedFault::title).toList(),
                        (int) longest.toSeconds() + SECONDS_TO_CHECK,
                        source,
                        plan.needsNetwork() ? Place.WITH_NETWORK : Place.ANYWHERE));
    }

    Scenario outlinedAs(Outline other) {
        return new Scenario(name, story, traffic, duration, times, fault, expectations, other);
    }
}
