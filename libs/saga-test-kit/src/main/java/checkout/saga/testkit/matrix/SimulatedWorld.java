package checkout.saga.testkit.matrix;

import checkout.saga.engine.SagaInput;
import checkout.saga.engine.StepCommand;
import checkout.saga.engine.StepOutcome;
import checkout.saga.engine.definition.RetryPolicy;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** Runs one scenario until nothing more happens: delivers messages, fires timers, counts what the participants did. */
final class SimulatedWorld<D> {

    private static final int MAX_EVENTS = 10_000;

    private sealed interface Delivery {

        record ToParticipant(StepCommand command) implements Delivery {}

        record ToOrchestrator(String id, SagaInput input) implements Delivery {}
    }

    private record Event(long at, int number, Delivery delivery) {}

    private final SagaScenario<D> scenario;
    private final InjectedFault fault;
    private final SimulatedOrchestrator<D> orchestrator;
    private final Map<String, Participant> participants = new HashMap<>();
    private final PriorityQueue<Event> underWay =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingInt(Event::number));
    private int events;
    private long now;

    SimulatedWorld(SagaScenario<D> scenario, InjectedFault fault) {
        this.scenario = scenario;
        this.fault = fault;
        this.orchestrator = new SimulatedOrchestrator<>(scenario.saga(), fault, this::publish);
    }

    /** The participants that received a command, by step. */
    Map<String, Participant> participants() {
        return participants;
    }

    SimulatedOrchestrator<D> run() {
        send(0, new Delivery.ToOrchestrator("start", new SagaInput.Started(scenario.startEvent())));
        if (scenario.cancelAt() != null) {
            send(scenario.cancelAt(), new Delivery.ToOrchestrator("cancel", new SagaInput.CancelRequested()));
        }
        while (step()) {
            if (events > MAX_EVENTS) {
                throw new AssertionError("The saga does not come to rest: " + scenario);
            }
        }
        return orchestrator;
    }

    private boolean step() {
        Event next = underWay.peek();
        long due = orchestrator.due();
        if (next == null && due == SimulatedOrchestrator.NEVER) {
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
        switch (next.delivery) {
            case Delivery.ToOrchestrator arrived -> orchestrator.receive(arrived.id(), arrived.input(), now);
            case Delivery.ToParticipant arrived -> handle(arrived.command());
        }
        return true;
    }

    private void handle(StepCommand command) {
        StepOutcome outcome = participants
                .computeIfAbsent(command.step(), step -> new Participant(scenario))
                .handle(command);
        ReplyTiming timing = timing(command);
        RetryPolicy retry = retry(command);
        long wayBack = timing.roundTrip(retry, command.attempt()) - timing.command(retry);
        if (wayBack < ReplyTiming.NEVER_COMES / 2) {
            SagaInput reply = new SagaInput.Replied(command.step(), command.action(), command.attempt(), outcome);
            String id = "reply" + events;
            for (int i = 0; i < copies(); i++) {
                send(now + wayBack, new Delivery.ToOrchestrator(id, reply));
            }
        }
    }

    private void publish(List<StepCommand> outbox) {
        for (StepCommand command : outbox) {
            for (int i = 0; i < copies(); i++) {
                send(now + timing(command).command(retry(command)), new Delivery.ToParticipant(command));
            }
        }
    }

    private ReplyTiming timing(StepCommand command) {
        return scenario.behaviour(command.action(), command.step()).timing();
    }

    private RetryPolicy retry(StepCommand command) {
        return ExpectedOutcome.step(scenario.saga(), command.step()).retry();
    }

    private int copies() {
        return fault.kind() == InjectedFault.Kind.EVERYTHING_TWICE ? 2 : 1;
    }

    private void send(long at, Delivery delivery) {
        underWay.add(new Event(at, events++, delivery));
    }
}
