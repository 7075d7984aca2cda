package checkout.saga.runtime.timeline;

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
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A saga replayed through the engine. Its history does not record timeouts, so they are inferred where they explain what
 * happened next.
 */
final class ReplayedSaga<D> {
    /** The longest series of timeouts that is tried between two recorded events. */
    private static final int MAX_TIMEOUTS_IN_A_ROW = 4;

    private static final int MAX_TRIES = 500;

    private final Saga<D> saga;
    private final List<StepCommand> awaited = new ArrayList<>();
    private Moved<D> last;

    ReplayedSaga(Saga<D> saga, Object startEvent) {
        this.saga = saga;
        this.last = SagaEngine.start(saga, startEvent);
        awaited.addAll(last.commands());
    }

    SagaDecision<D> apply(SagaInput input) {
        SagaDecision<D> decision = SagaEngine.decide(saga, last.state(), last.data(), input);
        moved(decision).ifPresent(this::advance);
        return decision;
    }

    /** Whether the saga would have sent this command, at once or after timeouts. */
    boolean wouldSend(HistoryRow sent) {
        Predicate<StepCommand> same = command -> command.step().equals(sent.step())
                && command.action().name().equals(sent.action())
                && Objects.equals(command.attempt(), sent.attempt());
        return awaited.removeIf(same)
                || (timeOut(moved -> moved.commands().stream().anyMatch(same)) && awaited.removeIf(same));
    }

    /** Whether the operator's request was possible, at once or after timeouts. */
    boolean allowed(SagaInput request) {
        return moved(apply(request)).isPresent()
                || (timeOut(moved -> decide(moved, request).isPresent())
                        && moved(apply(request)).isPresent());
    }

    private Optional<Moved<D>> decide(Moved<D> from, SagaInput input) {
        return moved(SagaEngine.decide(saga, from.state(), from.data(), input));
    }

    private static <D> Optional<Moved<D>> moved(SagaDecision<D> decision) {
        return decision instanceof Moved<D> moved ? Optional.of(moved) : Optional.empty();
    }

    private void advance(Moved<D> moved) {
        awaited.addAll(moved.commands());
        last = moved;
    }

    /** The saga after some timeouts. */
    private record Candidate<D>(Moved<D> moved, @Nullable Candidate<D> before, int depth) {}

    /** Applies the fewest timeouts after which the saga matches. */
    private boolean timeOut(Predicate<Moved<D>> matches) {
        Deque<Candidate<D>> open = new ArrayDeque<>(List.of(new Candidate<>(last, null, 0)));
        for (int tries = 0; tries < MAX_TRIES && !open.isEmpty(); tries++) {
            Candidate<D> candidate = open.removeFirst();
            if (candidate.depth() > 0 && matches.test(candidate.moved())) {
                adopt(candidate);
                return true;
            }
            if (candidate.depth() < MAX_TIMEOUTS_IN_A_ROW) {
                for (SagaInput due : due(candidate.moved().state())) {
                    decide(candidate.moved(), due)
                            .ifPresent(moved -> open.addLast(new Candidate<>(moved, candidate, candidate.depth() + 1)));
                }
            }
        }
        return false;
    }

    private void adopt(Candidate<D> candidate) {
        if (candidate.before() != null) {
            adopt(candidate.before());
            advance(candidate.moved());
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
