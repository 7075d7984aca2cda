package checkout.saga.testkit.matrix;

import static checkout.saga.testkit.matrix.ReplyTiming.ONE_WAY;

import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.Step;
import checkout.saga.engine.state.StepAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every fault at every step of a definition, and each of them with every fault of every undo. */
final class FaultCases<D> {

    private static final Set<ReplyTiming> LATE =
            EnumSet.complementOf(EnumSet.of(ReplyTiming.AT_ONCE, ReplyTiming.NEVER));
    private static final List<Behaviour> REFUSED_UNDOS = List.of(
            new Behaviour(ReplyTiming.AT_ONCE, 1),
            Behaviour.refused(ReplyTiming.AT_ONCE),
            new Behaviour(ReplyTiming.FIRST_AFTER_SECOND, 1),
            new Behaviour(ReplyTiming.FIRST_IN_BACKOFF, 1),
            Behaviour.refused(ReplyTiming.LONG_AFTER_GIVING_UP));
    private static final List<Behaviour> LATE_UNDOS = EnumSet.complementOf(EnumSet.of(ReplyTiming.AT_ONCE)).stream()
            .map(Behaviour::done)
            .toList();

    private final Saga<D> saga;
    private final SagaScenario<D> good;

    /** The saga's own deadline is left out: a deadline is a fault of its own, and comes at every step. */
    FaultCases(Saga<D> saga, Object startEvent, MatrixOptions options) {
        this.saga = saga.withDeadline(null);
        this.good = SagaScenario.of(this.saga, startEvent, options);
    }

    Map<String, List<SagaScenario<D>>> all() {
        Map<String, List<SagaScenario<D>>> faults = new LinkedHashMap<>();
        faults.put("no fault", List.of(good));
        faults.put("refused", forward(List.of(Behaviour.refused(ReplyTiming.AT_ONCE))));
        faults.put(
                "timeout, then late or reordered done",
                forward(LATE.stream().map(Behaviour::done).toList()));
        faults.put(
                "timeout, then late or reordered refused",
                forward(LATE.stream().map(Behaviour::refused).toList()));
        faults.put("no reply ever", forward(List.of(Behaviour.done(ReplyTiming.NEVER))));
        if (good.options().cancellable()) {
            faults.put("cancelled", interrupted(SagaScenario::cancelledAt));
        }
        faults.put("deadline", interrupted(this::withDeadline));
        Map<String, List<SagaScenario<D>>> withUndoFaults = new LinkedHashMap<>();
        faults.forEach((fault, scenarios) -> {
            withUndoFaults.put(fault, scenarios);
            withUndoFaults.put(fault + " + undo refused", undos(scenarios, REFUSED_UNDOS));
            withUndoFaults.put(fault + " + undo timing out", undos(scenarios, LATE_UNDOS));
        });
        withUndoFaults.values().removeIf(List::isEmpty);
        return withUndoFaults;
    }

    private List<SagaScenario<D>> forward(List<Behaviour> behaviours) {
        List<SagaScenario<D>> scenarios = new ArrayList<>();
        for (int i = 1; i < saga.positions().size(); i++) {
            for (Step<D> step : saga.positions().get(i).steps()) {
                for (Behaviour behaviour : behaviours) {
                    scenarios.add(good.with(StepAction.DO, step.name(), behaviour));
                }
            }
        }
        return scenarios;
    }

    private interface Interruption<D> {
        SagaScenario<D> at(SagaScenario<D> scenario, long time);
    }

    private SagaScenario<D> withDeadline(SagaScenario<D> scenario, long time) {
        return scenario.under(saga.withDeadline(Duration.ofMillis(time)));
    }

    /** Before the participant sees the command, while the reply is under way, after it, in a backoff, after a resend. */
    private List<SagaScenario<D>> interrupted(Interruption<D> interruption) {
        List<SagaScenario<D>> scenarios = new ArrayList<>();
        for (int i = 1; i < saga.positions().size(); i++) {
            long entered = 2 * ONE_WAY * (i - 1);
            for (long moment : List.of(1L, ONE_WAY + 1, 2 * ONE_WAY + 1)) {
                scenarios.add(interruption.at(good, entered + moment));
            }
            for (Step<D> step : saga.positions().get(i).steps()) {
                SagaScenario<D> lost = good.with(StepAction.DO, step.name(), Behaviour.done(ReplyTiming.FIRST_LOST));
                long timeout = ReplyTiming.timeout(step.retry());
                long backoff = ReplyTiming.backoff(step.retry(), 1);
                scenarios.add(interruption.at(lost, entered + timeout + backoff / 2));
                scenarios.add(interruption.at(lost, entered + timeout + backoff + 1));
                scenarios.add(interruption.at(lost, entered + timeout + backoff + ONE_WAY + 1));
            }
        }
        return scenarios;
    }

    /** Only undos that the scenario sends by itself can fail in it. */
    private List<SagaScenario<D>> undos(List<SagaScenario<D>> scenarios, List<Behaviour> behaviours) {
        List<SagaScenario<D>> more = new ArrayList<>();
        for (SagaScenario<D> scenario : scenarios) {
            for (String command : ExpectedOutcome.of(scenario).commands()) {
                if (command.startsWith("UNDO ")) {
                    String step = command.substring("UNDO ".length(), command.lastIndexOf(" #"));
                    behaviours.forEach(behaviour -> more.add(scenario.with(StepAction.UNDO, step, behaviour)));
                }
            }
        }
        return more;
    }
}
