package checkout.saga.testkit.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import checkout.saga.engine.StepCommand;
import checkout.saga.engine.definition.RetryPolicy;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.Step;
import checkout.saga.engine.definition.StepGroup;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.StepState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Runs every scenario of a saga with every injected fault and compares what came of it; internal to the kit. */
public final class FaultMatrix<D> {

    private final Map<String, List<SagaScenario<D>>> scenarios;

    public FaultMatrix(Saga<D> saga, Object startEvent, MatrixOptions options) {
        for (StepGroup<D> position : saga.positions()) {
            for (Step<D> step : position.steps()) {
                replyIsGiven(step, options.replies());
                waitsAreLongEnough(step.name(), step.retry());
            }
        }
        this.scenarios = new FaultCases<>(saga, startEvent, options).all();
    }

    private static void replyIsGiven(Step<?> step, Map<String, Object> replies) {
        Step.OnReply<?> onReply = step.onReply();
        if (onReply != null && !onReply.type().isInstance(replies.get(step.name()))) {
            String type = onReply.type().getSimpleName();
            throw new IllegalArgumentException("step '" + step.name() + "' takes a " + type
                    + " from its reply; give one with replying(\"" + step.name() + "\", new " + type + "(..))");
        }
    }

    private static void waitsAreLongEnough(String step, RetryPolicy retry) {
        if (Math.min(ReplyTiming.timeout(retry), retry.firstBackoff().toMillis()) < ReplyTiming.SHORTEST_WAIT) {
            throw new IllegalArgumentException("step '" + step + "' has a timeout or a backoff of less than "
                    + ReplyTiming.SHORTEST_WAIT + " ms, which is too short beside the simulated messages");
        }
    }

    /** How many cases there are: every scenario by itself, with duplicates, and with two crashes at each input. */
    public int size() {
        return scenarios.values().stream()
                .flatMap(List::stream)
                .mapToInt(scenario -> faults(scenario).size())
                .sum();
    }

    /** One test for each kind of fault. */
    public Stream<DynamicTest> tests() {
        return scenarios.entrySet().stream()
                .map(kind ->
                        dynamicTest(kind.getKey() + ": " + kind.getValue().size() + " scenarios", () -> kind.getValue()
                                .forEach(FaultMatrix::verify)));
    }

    private static List<InjectedFault> faults(SagaScenario<?> scenario) {
        int inputs = new SimulatedWorld<>(scenario, InjectedFault.NONE).run().inputs();
        List<InjectedFault> faults = new ArrayList<>(List.of(InjectedFault.NONE, InjectedFault.EVERYTHING_TWICE));
        for (int i = 0; i < inputs; i++) {
            faults.add(new InjectedFault(InjectedFault.Kind.CRASH_BEFORE_COMMIT, i));
            faults.add(new InjectedFault(InjectedFault.Kind.CRASH_AFTER_COMMIT_BEFORE_PUBLISH, i));
        }
        return faults;
    }

    private static <D> void verify(SagaScenario<D> scenario) {
        ExpectedOutcome expected = ExpectedOutcome.of(scenario);
        for (InjectedFault fault : faults(scenario)) {
            SimulatedWorld<D> world = new SimulatedWorld<>(scenario, fault);
            SimulatedOrchestrator<D> orchestrator = world.run();
            Supplier<String> described = () -> scenario + " with " + fault + ": " + orchestrator.state();

            assertThat(orchestrator.outbox.stream().map(FaultMatrix::words).toList())
                    .as(described)
                    .isEqualTo(expected.commands());
            assertThat(orchestrator.state().phase()).as(described).isEqualTo(expected.phase());
            assertThat(orchestrator.anomalies).as(described).isEmpty();
            assertThat(orchestrator.due()).as(described).isEqualTo(SimulatedOrchestrator.NEVER);
            verifyEffects(scenario.saga(), world, orchestrator, described);
        }
    }

    private static String words(StepCommand command) {
        return command.action() + " " + command.step() + " #" + command.attempt();
    }

    /** Each effect happens once or not at all; in the end all hold, or none of those that can be undone. */
    private static <D> void verifyEffects(
            Saga<D> saga, SimulatedWorld<D> world, SimulatedOrchestrator<D> orchestrator, Supplier<String> described) {
        SagaPhase end = orchestrator.state().phase();
        for (StepState state : orchestrator.state().steps()) {
            Participant participant = world.participants().get(state.step());
            if (participant == null) {
                continue;
            }
            assertThat(participant.timesDone).as(described).isLessThanOrEqualTo(1);
            assertThat(participant.timesUndone).as(described).isLessThanOrEqualTo(1);
            Step<D> step = ExpectedOutcome.step(saga, state.step());
            if (end == SagaPhase.COMPLETED) {
                assertThat(participant.effectHolds()).as(described).isTrue();
            } else if (end == SagaPhase.COMPENSATED && (step.undo() != null || step.pivot())) {
                assertThat(participant.effectHolds()).as(described).isFalse();
            }
        }
    }
}
