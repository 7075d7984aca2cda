package checkout.saga.engine.scenario;

import checkout.saga.engine.SagaInput;
import checkout.saga.engine.StepCommand;
import checkout.saga.engine.StepOutcome;
import checkout.saga.engine.definition.Saga;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Runs one scenario to its quiet end: carries the messages, rings the sweeper, counts what the participants did. */
final class SimulatedWorld<D> {

    private static final int MOST_EVENTS = 2_000;

    /** Either a command under way to its participant or an input under way to the orchestrator. */
    private record Event(
            long at,
            int number,
            @Nullable StepCommand command,
            @Nullable SagaInput input,
            String id) {}

    private final Scenario<D> scenario;
    private final InjectedFault injectedFault;
    private final Orchestrator<D> orchestrator;
    final Map<String, Participant> participants = new HashMap<>();
    private final PriorityQueue<Event> underWay = new PriorityQueue<>((one, other) ->
            one.at != other.at ? Long.compare(one.at, other.at) : Integer.compare(one.number, other.number));
    private int events;
    private long now;

    SimulatedWorld(Scenario<D> scenario, InjectedFault injectedFault) {
        this.scenario = scenario;
        this.injectedFault = injectedFault;
        this.orchestrator = new Orchestrator<>(scenario.saga(), injectedFault, this::publish);
    }

    Saga<D> saga() {
        return scenario.saga();
    }

    Orchestrator<D> run() {
        send(0, null, new SagaInput.Started(scenario.startEvent()), "start");
        if (scenario.cancelAt() != null) {
            send(scenario.cancelAt(), null, new SagaInput.CancelRequested(), "cancel");
        }
        while (step()) {
            if (events > MOST_EVENTS) {
                throw new AssertionError("it does not come to rest: " + scenario);
            }
        }
        return orchestrator;
    }

    private boolean step() {
        Event next = underWay.peek();
        long due = orchestrator.due();
        if (next == null && due == Orchestrator.NEVER) {
            return false;
        }
        if (next == null || due < next.at) {
            now = due;
            events++;
            orchestrator.sweep(now);
            return true;
        }
        underWay.remove();
        now = next.at;
        if (next.input != null) {
            orchestrator.receive(next.id, next.input, now);
        } else if (next.command != null) {
            participate(next.command);
        }
        return true;
    }

    private void participate(StepCommand command) {
        Participant participant = participants.computeIfAbsent(command.step(), step -> new Participant(scenario));
        StepOutcome outcome = participant.handle(command);
        var retry = ExpectedOutcome.step(scenario.saga(), command.step()).retry();
        var punctuality = scenario.behaviour(command.action(), command.step()).punctuality();
        long rest = punctuality.roundTrip(retry, command.attempt()) - punctuality.command(retry);
        if (rest < Punctuality.NEVER_COMES / 2) {
            SagaInput reply = new SagaInput.Replied(command.step(), command.action(), command.attempt(), outcome);
            String id = "reply" + events;
            for (int i = 0; i < times(); i++) {
                send(now + rest, null, reply, id);
            }
        }
    }

    private void publish(List<StepCommand> outbox) {
        for (StepCommand command : new ArrayList<>(outbox)) {
            var retry = ExpectedOutcome.step(scenario.saga(), command.step()).retry();
            long delay = scenario.behaviour(command.action(), command.step())
                    .punctuality()
                    .command(retry);
            for (int i = 0; i < times(); i++) {
                send(now + delay, command, null, "command" + events);
            }
        }
    }

    private int times() {
        return injectedFault.kind() == InjectedFault.Kind.EVERYTHING_TWICE ? 2 : 1;
    }

    private void send(long at, @Nullable StepCommand command, @Nullable SagaInput input, String id) {
        underWay.add(new Event(at, events++, command, input, id));
    }
}
