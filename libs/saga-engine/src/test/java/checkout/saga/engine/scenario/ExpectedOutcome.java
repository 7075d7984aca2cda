package checkout.saga.engine.scenario;

import static checkout.saga.engine.scenario.Punctuality.NEVER_COMES;
import static checkout.saga.engine.scenario.Punctuality.backoff;
import static checkout.saga.engine.scenario.Punctuality.timeout;

import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.Step;
import checkout.saga.engine.definition.StepGroup;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.StepAction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the rules say must come of a scenario. It knows no message, state or transition: it lays the positions end to
 * end on a time line, finds the one moment at which the saga turns round, and lays the undos end to end after it.
 */
final class ExpectedOutcome<D> {

    record Expectation(SagaPhase phase, List<String> commands) {}

    private record Sent(long at, String command) {}

    /** @param answered when the first answer counts; past giving up it never does before the pivot */
    private record Course(Step<?> step, List<Long> sends, long answered, long givenUp, boolean refused) {}

    private final Scenario<D> scenario;
    private final List<Sent> sent = new ArrayList<>();

    private ExpectedOutcome(Scenario<D> scenario) {
        this.scenario = scenario;
    }

    static <D> Expectation expect(Scenario<D> scenario) {
        return new ExpectedOutcome<>(scenario).expect();
    }

    static <D> Step<D> step(Saga<D> saga, String name) {
        for (StepGroup<D> position : saga.positions()) {
            for (Step<D> step : position.steps()) {
                if (step.name().equals(name)) {
                    return step;
                }
            }
        }
        throw new AssertionError("no step " + name);
    }

    private Expectation expect() {
        SagaPhase end = forward();
        List<String> commands = sent.stream()
                .sorted(Comparator.comparingLong(Sent::at))
                .map(Sent::command)
                .toList();
        return new Expectation(end, commands);
    }

    private SagaPhase forward() {
        long now = 0;
        long interrupted = interrupted();
        for (int i = 1; i < scenario.saga().positions().size(); i++) {
            StepGroup<D> position = scenario.saga().positions().get(i);
            long entered = now;
            List<Course> courses =
                    position.steps().stream().map(step -> course(step, entered)).toList();
            if (position.mustSucceed()) {
                interrupted = NEVER_COMES;
                courses.forEach(course -> record(course, NEVER_COMES));
                now = courses.stream()
                        .mapToLong(ExpectedOutcome::succeeded)
                        .max()
                        .orElseThrow();
                if (now >= NEVER_COMES) {
                    return SagaPhase.STUCK;
                }
                continue;
            }
            long turns = position.pivot()
                    ? refusedAt(courses.getFirst())
                    : Math.min(
                            interrupted,
                            courses.stream()
                                    .mapToLong(ExpectedOutcome::fails)
                                    .min()
                                    .orElseThrow());
            now = courses.stream().mapToLong(Course::answered).max().orElseThrow();
            if (turns < NEVER_COMES && turns <= now) {
                courses.forEach(course -> record(course, turns));
                return backward(i, courses, turns);
            }
            courses.forEach(course -> record(course, NEVER_COMES));
            if (now >= NEVER_COMES) {
                return SagaPhase.STUCK;
            }
        }
        return SagaPhase.COMPLETED;
    }

    private long interrupted() {
        long cancelled = scenario.cancelAt() == null ? NEVER_COMES : scenario.cancelAt();
        return scenario.saga().deadline() == null
                ? cancelled
                : Math.min(cancelled, scenario.saga().deadline().toMillis());
    }

    /** Attempts go out, each after the last one's patience and a backoff, until an answer is there. */
    private Course course(Step<D> step, long entered) {
        Behaviour behaviour = scenario.behaviour(StepAction.DO, step.name());
        List<Long> sends = new ArrayList<>();
        long answered = NEVER_COMES;
        long at = entered;
        for (int attempt = 1; attempt <= step.retry().attempts() && at < answered; attempt++) {
            sends.add(at);
            answered = Math.min(answered, at + behaviour.punctuality().roundTrip(step.retry(), attempt));
            at += timeout(step.retry()) + backoff(step.retry(), attempt);
        }
        long givenUp = entered + Punctuality.givingUp(step.retry());
        return new Course(step, sends, Math.min(answered, NEVER_COMES), givenUp, behaviour.refuses(1));
    }

    /** When the step by itself turns the saga round. */
    private static long fails(Course course) {
        return course.answered < course.givenUp ? (course.refused ? course.answered : NEVER_COMES) : course.givenUp;
    }

    /** A pivot is decided by its answer, whenever it comes. */
    private static long refusedAt(Course course) {
        return course.refused ? course.answered : NEVER_COMES;
    }

    /** A step that must succeed is done whenever it says so. */
    private static long succeeded(Course course) {
        return course.refused ? NEVER_COMES : course.answered;
    }

    private void record(Course course, long until) {
        for (int i = 0; i < course.sends.size(); i++) {
            if (course.sends.get(i) < until) {
                sent.add(new Sent(course.sends.get(i), "DO " + course.step.name() + " #" + (i + 1)));
            }
        }
    }

    private SagaPhase backward(int reached, List<Course> courses, long turned) {
        long now = turned;
        boolean parked = false;
        for (int i = reached; i >= 0; i--) {
            long next = now;
            for (Step<D> step : scenario.saga().positions().get(i).steps()) {
                if (step.undo() != null && !(i == reached && refusedBy(turned, step, courses))) {
                    Undone undone = undo(step, now);
                    parked |= undone.at >= NEVER_COMES;
                    next = Math.max(next, undone.settled);
                }
            }
            now = next;
        }
        return parked ? SagaPhase.COMPENSATION_STUCK : SagaPhase.COMPENSATED;
    }

    /** @param settled when the earlier positions need wait no longer, since it is undone or parked */
    private record Undone(long at, long settled) {}

    private Undone undo(Step<D> step, long from) {
        Behaviour behaviour = scenario.behaviour(StepAction.UNDO, step.name());
        int attempts = step.retry().attempts();
        long undone = NEVER_COMES;
        long failed = NEVER_COMES;
        long at = from;
        int attempt = 0;
        while (attempt < attempts && at < undone) {
            attempt++;
            sent.add(new Sent(at, "UNDO " + step.name() + " #" + attempt));
            long answer = at + behaviour.punctuality().roundTrip(step.retry(), attempt);
            failed = at + timeout(step.retry());
            if (behaviour.refuses(attempt)) {
                failed = Math.min(failed, answer);
            } else {
                undone = Math.min(undone, answer);
            }
            at = failed + backoff(step.retry(), attempt);
        }
        return new Undone(undone, attempt < attempts ? undone : Math.min(undone, failed));
    }

    private static boolean refusedBy(long turned, Step<?> step, List<Course> courses) {
        return courses.stream()
                .anyMatch(course -> course.step.equals(step) && course.refused && course.answered <= turned);
    }
}
