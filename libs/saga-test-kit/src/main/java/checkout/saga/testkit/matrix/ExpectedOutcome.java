package checkout.saga.testkit.matrix;

import static checkout.saga.testkit.matrix.ReplyTiming.NEVER_COMES;
import static checkout.saga.testkit.matrix.ReplyTiming.backoff;
import static checkout.saga.testkit.matrix.ReplyTiming.timeout;

import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.Step;
import checkout.saga.engine.definition.StepGroup;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.StepAction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Computes what must come of a scenario, independently of the engine: it knows no message, state or transition, but
 * lays the positions end to end on a time line, finds the one moment at which the saga is aborted, and lays the undos
 * end to end after it.
 *
 * @param commands what is sent, in order, as "DO step #attempt" or "UNDO step #attempt"
 */
record ExpectedOutcome(SagaPhase phase, List<String> commands) {

    static <D> ExpectedOutcome of(SagaScenario<D> scenario) {
        return new Computation<>(scenario).outcome();
    }

    static <D> Step<D> step(Saga<D> saga, String name) {
        Step<D> step = saga.stepNamed(name);
        if (step == null) {
            throw new AssertionError("No step '" + name + "'");
        }
        return step;
    }

    private record Sent(long at, String command) {}

    /** @param answered when the first answer comes, whether it still counts or not */
    private record Forward(Step<?> step, List<Long> sends, long answered, long givenUp, boolean refused) {

        /** When the step by itself aborts the saga: an answer after giving up comes too late. */
        long aborts() {
            return answered < givenUp ? refusedAt() : givenUp;
        }

        long refusedAt() {
            return refused ? answered : NEVER_COMES;
        }

        /** A step that must succeed is done whenever it is answered so. */
        long succeededAt() {
            return refused ? NEVER_COMES : answered;
        }
    }

    /** @param settled when the earlier positions need not wait any longer, since it is undone or stuck */
    private record Undo(long done, long settled) {}

    private static final class Computation<D> {

        private final SagaScenario<D> scenario;
        private final List<Sent> sent = new ArrayList<>();

        Computation(SagaScenario<D> scenario) {
            this.scenario = scenario;
        }

        ExpectedOutcome outcome() {
            SagaPhase end = forward();
            List<String> commands = sent.stream()
                    .sorted(Comparator.comparingLong(Sent::at))
                    .map(Sent::command)
                    .toList();
            return new ExpectedOutcome(end, commands);
        }

        private SagaPhase forward() {
            long now = 0;
            for (int i = 1; i < scenario.saga().positions().size(); i++) {
                StepGroup<D> position = scenario.saga().positions().get(i);
                long entered = now;
                List<Forward> steps = position.steps().stream()
                        .map(step -> forward(step, entered))
                        .toList();
                long aborted = aborted(position, steps);
                now = latest(position, steps);
                if (aborted < NEVER_COMES && aborted <= now) {
                    steps.forEach(step -> record(step, aborted));
                    return backward(i, steps, aborted);
                }
                steps.forEach(step -> record(step, NEVER_COMES));
                if (now >= NEVER_COMES) {
                    return SagaPhase.STUCK;
                }
            }
            return SagaPhase.COMPLETED;
        }

        private long aborted(StepGroup<D> position, List<Forward> steps) {
            if (position.mustSucceed()) {
                return NEVER_COMES;
            }
            if (position.pivot()) {
                return steps.getFirst().refusedAt();
            }
            return Math.min(
                    interrupted(),
                    steps.stream().mapToLong(Forward::aborts).min().orElseThrow());
        }

        private long latest(StepGroup<D> position, List<Forward> steps) {
            return steps.stream()
                    .mapToLong(step -> position.mustSucceed() ? step.succeededAt() : step.answered())
                    .max()
                    .orElseThrow();
        }

        private long interrupted() {
            long cancelled = scenario.cancelAt() == null ? NEVER_COMES : scenario.cancelAt();
            return scenario.saga().deadline() == null
                    ? cancelled
                    : Math.min(cancelled, scenario.saga().deadline().toMillis());
        }

        /** Attempts are sent, each after the timeout of the last one and a backoff, until an answer is there. */
        private Forward forward(Step<D> step, long entered) {
            Behaviour behaviour = scenario.behaviour(StepAction.DO, step.name());
            List<Long> sends = new ArrayList<>();
            long answered = NEVER_COMES;
            long at = entered;
            for (int attempt = 1; attempt <= step.retry().attempts() && at < answered; attempt++) {
                sends.add(at);
                answered = Math.min(answered, at + behaviour.timing().roundTrip(step.retry(), attempt));
                at += timeout(step.retry()) + backoff(step.retry(), attempt);
            }
            long givenUp = entered + ReplyTiming.givingUp(step.retry());
            return new Forward(step, sends, Math.min(answered, NEVER_COMES), givenUp, behaviour.refuses(1));
        }

        private void record(Forward step, long until) {
            for (int i = 0; i < step.sends().size(); i++) {
                if (step.sends().get(i) < until) {
                    sent.add(new Sent(step.sends().get(i), "DO " + step.step().name() + " #" + (i + 1)));
                }
            }
        }

        private SagaPhase backward(int reached, List<Forward> steps, long aborted) {
            long now = aborted;
            boolean stuck = false;
            for (int i = reached; i >= 0; i--) {
                long next = now;
                for (Step<D> step : scenario.saga().positions().get(i).steps()) {
                    if (step.undo() != null && !(i == reached && refused(step, steps, aborted))) {
                        Undo undo = undo(step, now);
                        stuck |= undo.done() >= NEVER_COMES;
                        next = Math.max(next, undo.settled());
                    }
                }
                now = next;
            }
            return stuck ? SagaPhase.COMPENSATION_STUCK : SagaPhase.COMPENSATED;
        }

        private static boolean refused(Step<?> step, List<Forward> steps, long aborted) {
            return steps.stream().anyMatch(forward -> forward.step().equals(step) && forward.refusedAt() <= aborted);
        }

        private Undo undo(Step<D> step, long from) {
            Behaviour behaviour = scenario.behaviour(StepAction.UNDO, step.name());
            int attempts = step.retry().attempts();
            long undone = NEVER_COMES;
            long failed = NEVER_COMES;
            long at = from;
            int attempt = 0;
            while (attempt < attempts && at < undone) {
                attempt++;
                sent.add(new Sent(at, "UNDO " + step.name() + " #" + attempt));
                long answer = at + behaviour.timing().roundTrip(step.retry(), attempt);
                failed = at + timeout(step.retry());
                if (behaviour.refuses(attempt)) {
                    failed = Math.min(failed, answer);
                } else {
                    undone = Math.min(undone, answer);
                }
                at = failed + backoff(step.retry(), attempt);
            }
            return new Undo(undone, attempt < attempts ? undone : Math.min(undone, failed));
        }
    }
}
