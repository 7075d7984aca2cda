package checkout.saga.engine;

import checkout.saga.engine.Decision.Moved;
import checkout.saga.engine.definition.Saga;
import java.util.ArrayList;
import java.util.List;

/** What a saga was told, in order; telling it again gives the same saga. */
public record Journal(Object startEvent, List<Input> inputs) {

    public Journal {
        inputs = List.copyOf(inputs);
    }

    /** The saga as it stands after the whole journal, with every command it sent and every decision on the way. */
    public record Replay<D>(Moved<D> last, List<Command> commands, List<Decision<D>> decisions) {}

    public <D> Replay<D> replay(Saga<D> saga) {
        Moved<D> last = Engine.start(saga, startEvent);
        List<Decision<D>> decisions = new ArrayList<>(List.of(last));
        List<Command> commands = new ArrayList<>(last.commands());
        for (Input input : inputs) {
            Decision<D> decision = Engine.decide(saga, last.state(), last.data(), input);
            decisions.add(decision);
            if (decision instanceof Moved<D> moved) {
                last = moved;
                commands.addAll(moved.commands());
            }
        }
        return new Replay<>(last, List.copyOf(commands), List.copyOf(decisions));
    }
}
