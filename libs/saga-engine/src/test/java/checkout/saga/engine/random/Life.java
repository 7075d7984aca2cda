package checkout.saga.engine.random;

import checkout.saga.engine.Command;
import checkout.saga.engine.Decision;
import checkout.saga.engine.Decision.Moved;
import checkout.saga.engine.Engine;
import checkout.saga.engine.Input;
import checkout.saga.engine.Journal;
import checkout.saga.engine.Outcome;
import checkout.saga.engine.Timetable;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.state.Action;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One saga from its start to its rest, and what could be seen of it from outside. */
final class Life {

    final Saga<Integer> saga;
    final List<Input> inputs = new ArrayList<>();
    final List<Command> commands = new ArrayList<>();
    /** The steps whose refusal turned the saga round. */
    final Set<String> refused = new HashSet<>();

    int commandsAtEnd = -1;
    int deadTimers;
    Moved<Integer> last;
    Timetable timetable;

    Life(Saga<Integer> saga) {
        this.saga = saga;
        this.last = Engine.start(saga, "start");
        this.timetable = Timetable.EMPTY;
        moved(last);
    }

    SagaState state() {
        return last.state();
    }

    void tell(Input input) {
        inputs.add(input);
        boolean forward = state().abort() == null;
        Decision<Integer> decision = Engine.decide(saga, last.state(), last.data(), input);
        if (decision instanceof Moved<Integer> moved) {
            if (forward
                    && moved.state().abort() != null
                    && input instanceof Input.Replied replied
                    && replied.outcome() instanceof Outcome.Refused) {
                refused.add(replied.step());
            }
            moved(moved);
        }
    }

    private void moved(Moved<Integer> moved) {
        if (state().phase().ended() && commandsAtEnd < 0 && !moved.equals(last)) {
            commandsAtEnd = commands.size();
        }
        last = moved;
        commands.addAll(moved.commands());
        timetable = timetable.after(moved, Instant.EPOCH, most -> most);
        if (!timersFit()) {
            deadTimers++;
        }
    }

    /** Whatever is waited for must be waited for in time, or the saga sleeps for ever. */
    private boolean timersFit() {
        Set<String> waiting = new HashSet<>();
        for (StepState step : state().steps()) {
            if (step.status().waiting() && !state().phase().ended()) {
                waiting.add(step.step());
            }
        }
        Set<String> timed = new HashSet<>(timetable.at().keySet());
        timed.remove(Saga.DEADLINE);
        return timed.equals(waiting);
    }

    /** Lets it come to rest: nobody answers any more, or everybody answers at once. Gives the number of inputs. */
    int rest(boolean silence, int most) {
        int told = 0;
        while (told <= most) {
            StepState next = state().steps().stream()
                    .filter(step -> step.status().waiting() && !state().phase().ended())
                    .findFirst()
                    .orElse(null);
            if (next == null) {
                return told;
            }
            Action action = next.status().action();
            var waitsFor = next.status().waitsFor();
            tell(
                    silence && waitsFor != null
                            ? new Input.TimedOut(next.step(), action, next.attempt(), waitsFor)
                            : new Input.Replied(next.step(), action, next.attempt(), new Outcome.Done("done")));
            told++;
        }
        return told;
    }

    Journal journal() {
        return new Journal("start", inputs);
    }
}
