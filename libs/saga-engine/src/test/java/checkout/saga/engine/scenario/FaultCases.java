package checkout.saga.engine.scenario;

import static checkout.saga.engine.scenario.Punctuality.ONE_WAY;

import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.SagaBuilder;
import checkout.saga.engine.definition.Step;
import checkout.saga.engine.state.StepAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Every fault at every step of a definition, and with each every fault of every undo. */
final class FaultCases<D> {

    private static final Set<Punctuality> LATE =
            EnumSet.complementOf(EnumSet.of(Punctuality.AT_ONCE, Punctuality.NEVER));
    private static final List<Behaviour> REFUSED_UNDOS = List.of(
            new Behaviour(Punctuality.AT_ONCE, 1),
            Behaviour.refused(Punctuality.AT_ONCE),
            new Behaviour(Punctuality.FIRST_AFTER_SECOND, 1),
            new Behaviour(Punctuality.FIRST_IN_BACKOFF, 1),
            Behaviour.refused(Punctuality.LONG_AFTER_GIVING_UP));
    private static final List<Behaviour> SILENT_UNDOS = EnumSet.complementOf(EnumSet.of(Punctuality.AT_ONCE)).stream()
            .map(Behaviour::done)
            .toList();

    private final Supplier<SagaBuilder<D>> list;
    private final Object startEvent;
    private final Saga<D> saga;

    FaultCases(Supplier<SagaBuilder<D>> list, Object startEvent) {
        this.list = list;
        this.startEvent = startEvent;
        this.saga = list.get().build();
    }

    Map<String, List<Scenario<D>>> all() {
        Map<String, List<Scenario<D>>> faults = new LinkedHashMap<>();
        faults.put("nothing", List.of(Scenario.of(saga, startEvent)));
        faults.put("refused", forward(List.of(Behaviour.refused(Punctuality.AT_ONCE))));
        faults.put(
                "timeout, then late or reordered done",
                forward(LATE.stream().map(Behaviour::done).toList()));
        faults.put(
                "timeout, then late or reordered refused",
                forward(LATE.stream().map(Behaviour::refused).toList()));
        faults.put("no reply ever", forward(List.of(Behaviour.done(Punctuality.NEVER))));
        faults.put("cancel at that moment", interrupted(this::cancelled));
        faults.put("deadline at that moment", interrupted(this::overdue));
        Map<String, List<Scenario<D>>> withUndoFaults = new LinkedHashMap<>();
        faults.forEach((fault, scenarios) -> {
            withUndoFaults.put(fault, scenarios);
            withUndoFaults.put(fault + " + undo refused", undos(scenarios, REFUSED_UNDOS));
            withUndoFaults.put(fault + " + undo timing out", undos(scenarios, SILENT_UNDOS));
        });
        withUndoFaults.values().removeIf(List::isEmpty);
        return withUndoFaults;
    }

    private List<Scenario<D>> forward(List<Behaviour> behaviours) {
        List<Scenario<D>> scenarios = new ArrayList<>();
        for (int i = 1; i < saga.positions().size(); i++) {
            for (Step<D> step : saga.positions().get(i).steps()) {
                for (Behaviour behaviour : behaviours) {
                    scenarios.add(Scenario.of(saga, startEvent).with(StepAction.DO, step.name(), behaviour));
                }
            }
        }
        return scenarios;
    }

    private interface Interruption<D> {
        Scenario<D> at(Scenario<D> scenario, long time);
    }

    private Scenario<D> cancelled(Scenario<D> scenario, long time) {
        return scenario.cancelledAt(time);
    }

    private Scenario<D> overdue(Scenario<D> scenario, long time) {
        Saga<D> hurried = list.get().deadline(Duration.ofMillis(time)).build();
        return new Scenario<>(hurried, scenario.startEvent(), scenario.behaviours(), null);
    }

    /** Before the participant knows, while the reply is under way, just after it, in a backoff and after a resend. */
    private List<Scenario<D>> interrupted(Interruption<D> interruption) {
        List<Scenario<D>> scenarios = new ArrayList<>();
        for (int i = 1; i < saga.positions().size(); i++) {
            long entered = 2 * ONE_WAY * (i - 1);
            Scenario<D> good = Scenario.of(saga, startEvent);
            for (long moment : List.of(1L, ONE_WAY + 1, 2 * ONE_WAY + 1)) {
                scenarios.add(interruption.at(good, entered + moment));
            }
            for (Step<D> step : saga.positions().get(i).steps()) {
                Scenario<D> lost = good.with(StepAction.DO, step.name(), Behaviour.done(Punctuality.FIRST_LOST));
                long timeout = Punctuality.timeout(step.retry());
                long backoff = Punctuality.backoff(step.retry(), 1);
                scenarios.add(interruption.at(lost, entered + timeout + backoff / 2));
                scenarios.add(interruption.at(lost, entered + timeout + backoff + 1));
                scenarios.add(interruption.at(lost, entered + timeout + backoff + ONE_WAY + 1));
            }
        }
        return scenarios;
    }

    /** Only where the undo is asked for at all, which the scenario without the fault knows. */
    private List<Scenario<D>> undos(List<Scenario<D>> scenarios, List<Behaviour> behaviours) {
        List<Scenario<D>> more = new ArrayList<>();
        for (Scenario<D> scenario : scenarios) {
            for (String command : ExpectedOutcome.expect(scenario).commands()) {
                if (command.startsWith("UNDO ")) {
                    String step = command.substring("UNDO ".length(), command.lastIndexOf(" #"));
                    behaviours.forEach(behaviour -> more.add(scenario.with(StepAction.UNDO, step, behaviour)));
                }
            }
        }
        return more;
    }
}
