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

/** What must hold of a saga at rest, told by nothing but what was sent and what was answered. */
final class EngineLaws {

    private final RandomSagaRun life;
    private final Map<String, Integer> positionOf = new HashMap<>();
    private final Map<String, Step<Integer>> steps = new HashMap<>();

    EngineLaws(RandomSagaRun life) {
        this.life = life;
        List<StepGroup<Integer>> positions = life.saga.positions();
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
        whateverIsWaitedForIsTimed();
        everyReplyIsTakenOnce();
        replayGivesTheSame();
    }

    private void sagaIsAtRest() {
        SagaPhase phase = life.state().phase();
        must(phase.ended() || phase.stuck(), "it is at rest but neither ended nor stuck");
        must(phase.ended() || life.state().stuckReason() != null, "it is stuck without a reason");
        must(phase != SagaPhase.COMPLETED || sent(StepAction.UNDO).isEmpty(), "it is completed and undone");
    }

    private void attemptsCountUpOneByOne() {
        Map<String, Integer> attempts = new HashMap<>();
        for (StepCommand command : life.commands) {
            int attempt = attempts.merge(command.action() + command.step(), 1, Integer::sum);
            must(attempt == command.attempt(), "attempts of " + command + " do not count up");
        }
    }

    private void forwardGoesInOrder() {
        int before = 0;
        for (String step : sent(StepAction.DO)) {
            must(positionOf(step) >= before && positionOf(step) <= before + 1, step + " is done out of its order");
            before = positionOf(step);
        }
    }

    private void nothingGoesForwardOnceUndoing() {
        boolean undoing = false;
        for (StepCommand command : life.commands) {
            undoing |= command.action() == StepAction.UNDO;
            must(!undoing || command.action() == StepAction.UNDO, command + " goes forward while undoing");
        }
    }

    /** What resolving by hand cut short is not asked for: it is only possible when every undo was sent. */
    private void everyDoneOrUnknownStepIsUndoneOnceInReverse() {
        List<String> undone = sent(StepAction.UNDO);
        for (int i = 1; i < undone.size(); i++) {
            must(positionOf(undone.get(i)) <= positionOf(undone.get(i - 1)), "undone out of reverse order: " + undone);
        }
        Set<String> owed = new HashSet<>();
        if (life.state().abort() != null) {
            owed.addAll(sent(StepAction.DO));
            owed.add("start");
            owed.removeAll(life.refused);
            owed.removeIf(step -> step(step).undo() == null);
        }
        must(owed.equals(new HashSet<>(undone)), "to be undone were " + owed + " but undone are " + undone);
    }

    private void nothingIsUndonePastThePivot() {
        boolean past = sent(StepAction.DO).stream()
                .anyMatch(step -> step(step).pointOfNoReturn() && !life.refused.contains(step));
        must(!past || sent(StepAction.UNDO).isEmpty(), "it is undone past its pivot");
        must(past == life.state().pastPivot(), "it does not know where its pivot is");
    }

    private void nothingIsSentAfterTheEnd() {
        must(life.commandsAtEnd < 0, "it moved after its end");
    }

    private void whateverIsWaitedForIsTimed() {
        must(life.deadTimers == 0, "it waited without a due time, or had a due time for nothing");
        must(!life.state().phase().ended() || life.timers.next().isEmpty(), "it ended with a due time");
    }

    /** The data count the done-replies. */
    private void everyReplyIsTakenOnce() {
        int withoutStart = steps.size() - 1;
        boolean completed = life.state().phase() == SagaPhase.COMPLETED;
        must(!completed || life.last.data() == withoutStart, "it took " + life.last.data() + " replies into its data");
        must(life.last.data() <= withoutStart, "it took a reply twice");
    }

    private void replayGivesTheSame() {
        SagaJournal.Replay<Integer> replay = life.journal().replay(life.saga);
        must(replay.last().state().equals(life.state()), "a replay gives another state");
        must(replay.last().data().equals(life.last.data()), "a replay gives other data");
        must(replay.commands().equals(life.commands), "a replay sends other commands");
    }

    /** The steps in the order of their first command. */
    private List<String> sent(StepAction action) {
        List<String> names = new ArrayList<>();
        for (StepCommand command : life.commands) {
            if (command.action() == action && command.attempt() == 1) {
                names.add(command.step());
            }
        }
        return names;
    }

    private int positionOf(String step) {
        Integer position = positionOf.get(step);
        must(position != null, step + " is none of its steps");
        return position == null ? -1 : position;
    }

    private Step<Integer> step(String name) {
        Step<Integer> step = steps.get(name);
        must(step != null, name + " is none of its steps");
        return Objects.requireNonNull(step);
    }

    private void must(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(
                    otherwise + "\nstate: " + life.state() + "\nsent: " + life.commands + "\ntold: " + life.inputs);
        }
    }
}
