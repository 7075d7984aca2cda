package checkout.saga.engine.scenario;

import checkout.saga.engine.Command;
import checkout.saga.engine.Input;
import checkout.saga.engine.Outcome;
import checkout.saga.engine.definition.Saga;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Runs one scenario to its quiet end: carries the messages, rings the sweeper, counts what the participants did. */
final class World<D> {

    private static final int MOST_EVENTS = 2_000;

    /** Either a command under way to its participant or an input under way to the orchestrator. */
    private record Event(
            long at,
            int number,
            @Nullable Command command,
            @Nullable Input input,
            String id) {}

    private final Scenario<D> scenario;
    private final Mishap mishap;
    private final Orchestrator<D> orchestrator;
    final Map<String, Participant> participants = new HashMap<>();
    private final PriorityQueue<Event> underWay = new PriorityQueue<>((one, other) ->
            one.at != other.at ? Long.compare(one.at, other.at) : Integer.compare(one.number, other.number));
    private int events;
    private long now;

    World(Scenario<D> scenario, Mishap mishap) {
        this.scenario = scenario;
        this.mishap = mishap;
        this.orchestrator = new Orchestrator<>(scenario.saga(), mishap, this::publish);
    }

    Saga<D> saga() {
        return scenario.saga();
    }

    Orchestrator<D> run() {
        send(0, null, new Input.Started(scenario.startEvent()), "start");
        if (scenario.cancelAt() != null) {
            send(scenario.cancelAt(), null, new Input.CancelRequested(), "cancel");
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

    private void participate(Command command) {
        Participant participant = participants.computeIfAbsent(command.step(), step -> new Participant(scenario));
        Outcome outcome = participant.handle(command);
        var retry = Oracle.step(scenario.saga(), command.step()).retry();
        var punctuality = scenario.behaviour(command.action(), command.step()).punctuality();
        long rest = punctuality.roundTrip(retry, command.attempt()) - punctuality.command(retry);
        if (rest < Punctuality.NEVER_COMES / 2) {
            Input reply = new Input.Replied(command.step(), command.action(), command.attempt(), outcome);
            String id = "reply" + events;
            for (int i = 0; i < times(); i++) {
                send(now + rest, null, reply, id);
            }
        }
    }

    private void publish(List<Command> outbox) {
        for (Command command : new ArrayList<>(outbox)) {
            var retry = Oracle.step(scenario.saga(), command.step()).retry();
            long delay = scenario.behaviour(command.action(), command.step())
                    .punctuality()
                    .command(retry);
            for (int i = 0; i < times(); i++) {
                send(now + delay, command, null, "command" + events);
            }
        }
    }

    private int times() {
        return mishap.kind() == Mishap.Kind.EVERYTHING_TWICE ? 2 : 1;
    }

    private void send(long at, @Nullable Command command, @Nullable Input input, String id) {
        underWay.add(new Event(at, events++, command, input, id));
    }
}
