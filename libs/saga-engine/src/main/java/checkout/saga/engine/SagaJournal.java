package checkout.saga.engine;

import checkout.saga.engine.SagaDecision.Moved;
import checkout.saga.engine.definition.Saga;
import java.util.ArrayList;
import java.util.List;

/** Every input of a saga, in order; a replay of them gives the same saga. */
public record SagaJournal(Object startEvent, List<SagaInput> inputs) {

    public SagaJournal {
        inputs = List.copyOf(inputs);
    }

    /** The state after the last input, with every command sent and every decision made. */
    public record Replay<D>(Moved<D> last, List<StepCommand> commands, List<SagaDecision<D>> decisions) {}

    public <D> Replay<D> replay(Saga<D> saga) {
        Moved<D> last = SagaEngine.start(saga, startEvent);
        List<SagaDecision<D>> decisions = new ArrayList<>(List.of(last));
        List<StepCommand> commands = new ArrayList<>(last.commands());
        for (SagaInput input : inputs) {
            SagaDecision<D> decision = SagaEngine.decide(saga, last.state(), last.data(), input);
            decisions.add(decision);
            if (decision instanceof Moved<D> moved) {
                last = moved;
                commands.addAll(moved.commands());
            }
        }
        return new Replay<>(last, List.copyOf(commands), List.copyOf(decisions));
    }
}
