package checkout.saga.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import checkout.saga.engine.Checkout;
import checkout.saga.engine.Party;
import checkout.saga.engine.StepCommand;
import checkout.saga.engine.Trip;
import checkout.saga.engine.definition.SagaBuilder;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.StepState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * Every fault at every step, alone and with every fault of every undo, with and without duplicates and with a crash
 * at every input: what is sent and where it ends must be what the rules say, and the crash must not show.
 */
class EveryFaultAtEveryStepTest {

    @TestFactory
    Stream<DynamicNode> ofTheCheckout() {
        return generated("checkout", Checkout::list, new Checkout.OrderPlaced("c-1"));
    }

    @TestFactory
    Stream<DynamicNode> ofASagaWithGroups() {
        return generated("party", Party::list, "ann");
    }

    @TestFactory
    Stream<DynamicNode> ofASagaWithAPivot() {
        return generated("trip", Trip::list, "ann");
    }

    private static <D> Stream<DynamicNode> generated(String name, Supplier<SagaBuilder<D>> list, Object startEvent) {
        Map<String, List<Scenario<D>>> faults = new FaultCases<>(list, startEvent).all();
        List<DynamicNode> tests = new ArrayList<>();
        int cases = 0;
        for (Map.Entry<String, List<Scenario<D>>> fault : faults.entrySet()) {
            List<Scenario<D>> scenarios = fault.getValue();
            int crashes = scenarios.stream()
                    .mapToInt(scenario -> mishaps(scenario).size())
                    .sum();
            cases += crashes;
            tests.add(dynamicTest(
                    name + ", " + fault.getKey() + ": " + scenarios.size() + " scenarios, " + crashes + " cases",
                    () -> scenarios.forEach(EveryFaultAtEveryStepTest::holds)));
        }
        System.out.println("every fault at every step of the " + name + ": " + cases + " cases");
        return Stream.of(dynamicContainer(name + ": " + cases + " cases", tests));
    }

    private static <D> List<InjectedFault> mishaps(Scenario<D> scenario) {
        int inputs = new SimulatedWorld<>(scenario, InjectedFault.NONE).run().inputs();
        List<InjectedFault> mishaps = new ArrayList<>(List.of(InjectedFault.NONE, InjectedFault.EVERYTHING_TWICE));
        for (int i = 0; i < inputs; i++) {
            mishaps.add(new InjectedFault(InjectedFault.Kind.CRASH_BEFORE_COMMIT, i));
            mishaps.add(new InjectedFault(InjectedFault.Kind.CRASH_AFTER_COMMIT_BEFORE_PUBLISH, i));
        }
        return mishaps;
    }

    private static <D> void holds(Scenario<D> scenario) {
        ExpectedOutcome.Expectation expected = ExpectedOutcome.expect(scenario);
        for (InjectedFault injectedFault : mishaps(scenario)) {
            SimulatedWorld<D> world = new SimulatedWorld<>(scenario, injectedFault);
            Orchestrator<D> orchestrator = world.run();
            String described = scenario + " with " + injectedFault + ": " + orchestrator.state();

            assertThat(orchestrator.outbox.stream().map(EveryFaultAtEveryStepTest::words))
                    .as(described)
                    .containsExactlyElementsOf(expected.commands());
            assertThat(orchestrator.state().phase()).as(described).isEqualTo(expected.phase());
            assertThat(orchestrator.findings).as(described).isEmpty();
            assertThat(orchestrator.due()).as(described).isEqualTo(Orchestrator.NEVER);
            effectsAddUp(world, orchestrator, described);
        }
    }

    private static String words(StepCommand command) {
        return command.action() + " " + command.step() + " #" + command.attempt();
    }

    /** Done once or not at all; at the end all of it holds, or nothing that can be undone does. */
    private static <D> void effectsAddUp(SimulatedWorld<D> world, Orchestrator<D> orchestrator, String described) {
        SagaPhase end = orchestrator.state().phase();
        for (StepState step : orchestrator.state().steps()) {
            Participant participant = world.participants.get(step.step());
            if (participant == null) {
                continue;
            }
            assertThat(participant.timesDone).as(described).isLessThanOrEqualTo(1);
            assertThat(participant.timesUndone).as(described).isLessThanOrEqualTo(1);
            boolean undoable = ExpectedOutcome.step(world.saga(), step.step()).undo() != null;
            if (end == SagaPhase.COMPLETED) {
                assertThat(participant.effectHolds()).as(described).isTrue();
            } else if (end == SagaPhase.COMPENSATED && undoable) {
                assertThat(participant.effectHolds()).as(described).isFalse();
            }
        }
    }
}
