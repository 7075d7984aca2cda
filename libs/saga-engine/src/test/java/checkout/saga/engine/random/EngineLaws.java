package checkout.saga.engine.random;

import checkout.saga.engine.SagaJournal;
import checkout.saga.engine.StepCommand;
import checkout.saga.engine.definition.Step;
import checkout.saga.engine.definition.StepGroup;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.StepAction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The laws that hold for a saga at rest, checked against nothing but its inputs and commands. */
final class EngineLaws {

    private final RandomSagaRun run;
    private final Map<String, Integer> positionOf = new HashMap<>();
    private final Map<String, Step<Integer>> steps = new HashMap<>();

    EngineLaws(RandomSagaRun run) {
        this.run = run;
        List<StepGroup<Integer>> positions = run.saga.positions();
        for (int i = 0; i < positions.size(); i++) {
            for (Step<Integer> step : positions.get(i).steps()) {
                positionOf.put(step.name(), i);
                steps.put(step.name(), step);
            }
        }
    }

    void hold() {
        sagaIsAtRest();
        attemptsCountUpOneByOne();
        forwardGoesInOrder();
        nothingGoesForwardOnceUndoing();
        everyDoneOrUnknownStepIsUndoneOnceInReverse();
        nothingIsUndonePastThePivot();
        nothingIsSentAfterTheEnd();
        whateverWaitsHasATimer();
        everyReplyIsTakenOnce();
        replayGivesTheSame();
    }

    private void sagaIsAtRest() {
        SagaPhase phase = run.state().phase();
        must(phase.ended() || phase.stuck(), "it is at rest, but neither ended nor stuck");
        must(phase.ended() || run.state().stuckReason() != null, "it is stuck without a reason");
        must(phase != SagaPhase.COMPLETED || sent(StepAction.UNDO).isEmpty(), "it is completed and undone");
    }

    private void attemptsCountUpOneByOne() {
        Map<String, Integer> attempts = new HashMap<>();
        for (StepCommand command : run.commands) {
            int attempt = attempts.merge(command.action() + command.step(), 1, Integer::sum);
            must(attempt == command.attempt(), "attempts of " + command + " do not count up");
        }
    }

    private void forwardGoesInOrder() {
        int before = 0;
        for (String step : sent(StepAction.DO)) {
            must(positionOf(step) >= before && positionOf(step) <= before + 1, step + " is sent out of order");
            before = positionOf(step);
        }
    }

    private void nothingGoesForwardOnceUndoing() {
        boolean undoing = false;
        for (StepCommand command : run.commands) {
            undoing |= command.action() == StepAction.UNDO;
            must(!undoing || command.action() == StepAction.UNDO, command + " goes forward while undoing");
        }
    }

    /** Holds for sagas resolved by hand too, because they can only be resolved when every undo was sent. */
    private void everyDoneOrUnknownStepIsUndoneOnceInReverse() {
        List<String> undone = sent(StepAction.UNDO);
        for (int i = 1; i < undone.size(); i++) {
            must(positionOf(undone.get(i)) <= positionOf(undone.get(i - 1)), "undone out of reverse order: " + undone);
        }
        Set<String> owed = new HashSet<>();
        if (run.state().abort() != null) {
            owed.addAll(sent(StepAction.DO));
            owed.add("start");
            owed.removeAll(run.refused);
            owed.removeIf(step -> step(step).undo() == null);
        }
        must(owed.equals(new HashSet<>(undone)), "should have undone " + owed + " but undid " + undone);
    }

    private void nothingIsUndonePastThePivot() {
        boolean past = sent(StepAction.DO).stream()
                .anyMatch(step -> step(step).pointOfNoReturn() && !run.refused.contains(step));
        must(!past || sent(StepAction.UNDO).isEmpty(), "it is undone past the point of no return");
        must(past == run.state().pastPivot(), "pastPivot is wrong");
    }

    private void nothingIsSentAfterTheEnd() {
        must(run.commandsAtEnd < 0, "it moved after its end");
    }

    private void whateverWaitsHasATimer() {
        must(run.wrongTimers == 0, "it waited without a timer, or had a timer for nothing");
        must(!run.state().phase().ended() || run.timers.next().isEmpty(), "it ended with a timer");
    }

    /** The saga's data count the done-replies. */
    private void everyReplyIsTakenOnce() {
        int withoutStart = steps.size() - 1;
        boolean completed = run.state().phase() == SagaPhase.COMPLETED;
        must(!completed || run.last.data() == withoutStart, "it took " + run.last.data() + " replies into its data");
        must(run.last.data() <= withoutStart, "it took a reply twice");
    }

    private void replayGivesTheSame() {
        SagaJournal.Replay<Integer> replay = run.journal().replay(run.saga);
        must(replay.last().state().equals(run.state()), "a replay gives another state");
        must(replay.last().data().equals(run.last.data()), "a replay gives other data");
        must(replay.commands().equals(run.commands), "a replay sends other commands");
    }

    /** The steps in the order of their first command. */
    private List<String> sent(StepAction action) {
        List<String> names = new ArrayList<>();
        for (StepCommand command : run.commands) {
            if (command.action() == action && command.attempt() == 1) {
                names.add(command.step());
            }
        }
        return names;
    }

    private int positionOf(String step) {
        Integer position = positionOf.get(step);
        must(position != null, step + " is not one of its steps");
        return position == null ? -1 : position;
    }

    private Step<Integer> step(String name) {
        Step<Integer> step = steps.get(name);
        must(step != null, name + " is not one of its steps");
        return Objects.requireNonNull(step);
    }

    private void must(boolean holds, String message) {
        if (!holds) {
            throw new AssertionError(
                    message + "\nstate: " + run.state() + "\nsent: " + run.commands + "\ninputs: " + run.inputs);
        }
    }
}
