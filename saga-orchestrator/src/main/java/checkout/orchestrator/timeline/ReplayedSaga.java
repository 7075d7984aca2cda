package checkout.orchestrator.timeline;

import checkout.orchestrator.definition.Checkout;
import checkout.saga.engine.SagaDecision;
import checkout.saga.engine.SagaDecision.Moved;
import checkout.saga.engine.SagaEngine;
import checkout.saga.engine.SagaInput;
import checkout.saga.engine.StepCommand;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A saga lived through once more, with the passing of time guessed where it explains what happened next. */
final class ReplayedSaga {
    /** So many due times may have come in a row without anything being sent or received. */
    private static final int MOST_IN_A_ROW = 4;

    private static final int MOST_GUESSES = 500;

    private final Saga<Checkout> saga;
    private final List<StepCommand> awaited = new ArrayList<>();
    private Moved<Checkout> last;

    ReplayedSaga(Saga<Checkout> saga, Object startEvent) {
        this.saga = saga;
        this.last = SagaEngine.start(saga, startEvent);
        awaited.addAll(last.commands());
    }

    SagaDecision<Checkout> tell(SagaInput input) {
        SagaDecision<Checkout> decision = SagaEngine.decide(saga, last.state(), last.data(), input);
        if (decision instanceof Moved<Checkout> moved) {
            go(moved);
        }
        return decision;
    }

    /** Whether the command is one that this saga would have sent, if need be because time passed. */
    boolean sent(HistoryRow sent) {
        Predicate<StepCommand> same = command -> command.step().equals(sent.step())
                && command.action().name().equals(sent.action())
                && Objects.equals(command.attempt(), sent.attempt());
        return awaited.removeIf(same)
                || (passTime(moved -> moved.commands().stream().anyMatch(same)) && awaited.removeIf(same));
    }

    /** Whether the operator's wish was possible, if need be because time had passed. */
    boolean acted(SagaInput.OperatorRequested said) {
        return tell(said) instanceof Moved<Checkout>
                || (passTime(moved ->
                                SagaEngine.decide(saga, moved.state(), moved.data(), said) instanceof Moved<Checkout>)
                        && tell(said) instanceof Moved<Checkout>);
    }

    private void go(Moved<Checkout> moved) {
        awaited.addAll(moved.commands());
        last = moved;
    }

    /** A saga after some due times came. */
    private record Guess(Moved<Checkout> moved, @Nullable Guess before, int depth) {}

    /** Lets due times come until the saga is as wished, by the fewest that do it. */
    private boolean passTime(Predicate<Moved<Checkout>> wished) {
        Deque<Guess> open = new ArrayDeque<>(List.of(new Guess(last, null, 0)));
        for (int guesses = 0; guesses < MOST_GUESSES && !open.isEmpty(); guesses++) {
            Guess guess = open.removeFirst();
            if (guess.depth() > 0 && wished.test(guess.moved())) {
                take(guess);
                return true;
            }
            if (guess.depth() < MOST_IN_A_ROW) {
                for (SagaInput due : due(guess.moved().state())) {
                    if (SagaEngine.decide(
                                    saga, guess.moved().state(), guess.moved().data(), due)
                            instanceof Moved<Checkout> moved) {
                        open.addLast(new Guess(moved, guess, guess.depth() + 1));
                    }
                }
            }
        }
        return false;
    }

    private void take(Guess guess) {
        if (guess.before() != null) {
            take(guess.before());
            go(guess.moved());
        }
    }

    private static List<SagaInput> due(SagaState state) {
        List<SagaInput> due = new ArrayList<>();
        for (StepState step : state.steps()) {
            if (step.status().waitsFor() != null) {
                due.add(new SagaInput.TimedOut(
                        step.step(),
                        step.status().action(),
                        step.attempt(),
                        step.status().waitsFor()));
            }
        }
        due.add(new SagaInput.SagaDeadlinePassed());
        return due;
    }
}
