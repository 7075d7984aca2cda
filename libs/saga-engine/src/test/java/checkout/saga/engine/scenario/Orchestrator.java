package checkout.saga.engine.scenario;

import checkout.saga.engine.Command;
import checkout.saga.engine.Decision;
import checkout.saga.engine.Decision.Ignored;
import checkout.saga.engine.Decision.Impossible;
import checkout.saga.engine.Decision.Moved;
import checkout.saga.engine.Engine;
import checkout.saga.engine.Input;
import checkout.saga.engine.NoOp;
import checkout.saga.engine.Timetable;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.state.SagaState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The shell around the engine as the real one is: inbox, load, decide, save, outbox, commit, and it crashes on demand. */
final class Orchestrator<D> {

    static final long NEVER = Long.MAX_VALUE;

    private final Saga<D> saga;
    private final Mishap mishap;
    private final Consumer<List<Command>> relay;
    private final Set<String> inbox = new HashSet<>();
    private int inputs;

    // what is committed
    private @Nullable SagaState state;
    private @Nullable D data;
    private Timetable timetable = Timetable.EMPTY;
    final List<Command> outbox = new ArrayList<>();
    final List<NoOp> noOps = new ArrayList<>();
    final List<Impossible<D>> findings = new ArrayList<>();

    Orchestrator(Saga<D> saga, Mishap mishap, Consumer<List<Command>> relay) {
        this.saga = saga;
        this.mishap = mishap;
        this.relay = relay;
    }

    SagaState state() {
        return Objects.requireNonNull(state);
    }

    int inputs() {
        return inputs;
    }

    long due() {
        return timetable.next().orElse(NEVER);
    }

    /** A crash before the commit forgets everything, so the message comes again; after it the inbox knows it. */
    void receive(String id, Input input, long now) {
        if (inbox.contains(id)) {
            return;
        }
        int number = inputs++;
        Decision<D> decision = Engine.decide(saga, state, data, input);
        if (mishap.crashesAt(Mishap.Kind.CRASH_BEFORE_COMMIT, number)) {
            receive(id, input, now);
            return;
        }
        inbox.add(id);
        List<Command> commands = commit(decision, now);
        if (mishap.crashesAt(Mishap.Kind.CRASH_AFTER_COMMIT_BEFORE_PUBLISH, number)) {
            receive(id, input, now);
        }
        relay.accept(commands);
    }

    void sweep(long now) {
        List<Input> due = timetable.due(state(), Instant.ofEpochMilli(now));
        int number = inputs++;
        if (mishap.crashesAt(Mishap.Kind.CRASH_BEFORE_COMMIT, number)) {
            due.forEach(input -> Engine.decide(saga, state, data, input));
            return; // the row is as due as before and the next sweep finds it
        }
        timetable = timetable.rung(Instant.ofEpochMilli(now));
        List<Command> commands = new ArrayList<>();
        for (Input input : due) {
            commands.addAll(commit(Engine.decide(saga, state, data, input), now));
        }
        relay.accept(commands);
    }

    private List<Command> commit(Decision<D> decision, long now) {
        if (decision instanceof Moved<D> moved) {
            state = moved.state();
            data = moved.data();
            timetable = timetable.after(moved, Instant.ofEpochMilli(now), most -> most);
            outbox.addAll(moved.commands());
            return moved.commands();
        }
        if (decision instanceof Ignored<D> ignored) {
            noOps.add(ignored.why());
        } else if (decision instanceof Impossible<D> impossible) {
            findings.add(impossible);
        }
        return List.of();
    }
}
