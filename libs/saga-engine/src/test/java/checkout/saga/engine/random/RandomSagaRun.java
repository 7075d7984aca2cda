package checkout.saga.engine.random;

import checkout.saga.engine.SagaDecision;
import checkout.saga.engine.SagaDecision.Moved;
import checkout.saga.engine.SagaEngine;
import checkout.saga.engine.SagaInput;
import checkout.saga.engine.SagaJournal;
import checkout.saga.engine.StepCommand;
import checkout.saga.engine.StepOutcome;
import checkout.saga.engine.Timers;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepAction;
import checkout.saga.engine.state.StepState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One saga from its start until it rests, with everything that can be observed from outside. */
final class RandomSagaRun {

    final Saga<Integer> saga;
    final List<SagaInput> inputs = new ArrayList<>();
    final List<StepCommand> commands = new ArrayList<>();
    /** The steps whose refusal aborted the saga. */
    final Set<String> refused = new HashSet<>();

    int commandsAtEnd = -1;
    int wrongTimers;
    Moved<Integer> last;
    Timers timers;

    RandomSagaRun(Saga<Integer> saga) {
        this.saga = saga;
        this.last = SagaEngine.start(saga, "start");
        this.timers = Timers.EMPTY;
        moved(last);
    }

    SagaState state() {
        return last.state();
    }

    void receive(SagaInput input) {
        inputs.add(input);
        boolean forward = state().abort() == null;
        SagaDecision<Integer> decision = SagaEngine.decide(saga, last.state(), last.data(), input);
        if (decision instanceof Moved<Integer> moved) {
            if (forward
                    && moved.state().abort() != null
                    && input instanceof SagaInput.Replied replied
                    && replied.outcome() instanceof StepOutcome.Refused) {
                refused.add(replied.step());
            }
            moved(moved);
        }
    }

    private void moved(Moved<Integer> moved) {
        boolean stillEnded =
                state().phase() == moved.state().phase() && moved.commands().isEmpty();
        if (state().phase().ended() && commandsAtEnd < 0 && !moved.equals(last) && !stillEnded) {
            commandsAtEnd = commands.size();
        }
        last = moved;
        commands.addAll(moved.commands());
        timers = timers.after(moved, Instant.EPOCH, bound -> bound);
        if (!timersFit()) {
            wrongTimers++;
        }
    }

    /** A step that waits without a timer would wait for ever. */
    private boolean timersFit() {
        Set<String> waiting = new HashSet<>();
        for (StepState step : state().steps()) {
            if (step.status().waiting() && !state().phase().ended()) {
                waiting.add(step.step());
            }
        }
        Set<String> timed = new HashSet<>(timers.at().keySet());
        timed.remove(Saga.DEADLINE);
        return timed.equals(waiting);
    }

    /** Runs the saga until it rests: nobody answers any more, or everybody answers at once. Returns the number of inputs. */
    int rest(boolean silence, int maxInputs) {
        int count = 0;
        while (count <= maxInputs) {
            StepState next = state().steps().stream()
                    .filter(step -> step.status().waiting() && !state().phase().ended())
                    .findFirst()
                    .orElse(null);
            if (next == null) {
                return count;
            }
            StepAction action = next.status().action();
            var waitsFor = next.status().waitsFor();
            receive(
                    silence && waitsFor != null
                            ? new SagaInput.TimedOut(next.step(), action, next.attempt(), waitsFor)
                            : new SagaInput.Replied(next.step(), action, next.attempt(), new StepOutcome.Done("done")));
            count++;
        }
        return count;
    }

    SagaJournal journal() {
        return new SagaJournal("start", inputs);
    }
}
