package checkout.saga.testkit.matrix;

import checkout.saga.engine.SagaDecision;
import checkout.saga.engine.SagaDecision.Ignored;
import checkout.saga.engine.SagaDecision.Impossible;
import checkout.saga.engine.SagaDecision.Moved;
import checkout.saga.engine.SagaEngine;
import checkout.saga.engine.SagaInput;
import checkout.saga.engine.StepCommand;
import checkout.saga.engine.Timers;
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

/** Runs the engine as a real orchestrator does (inbox, load, decide, save, outbox, commit) and crashes on demand. */
final class SimulatedOrchestrator<D> {

    static final long NEVER = Long.MAX_VALUE;

    private final Saga<D> saga;
    private final InjectedFault fault;
    private final Consumer<List<StepCommand>> relay;
    private int inputs;

    // what is committed
    private final Set<String> inbox = new HashSet<>();
    private @Nullable SagaState state;
    private @Nullable D data;
    private Timers timers = Timers.EMPTY;
    final List<StepCommand> outbox = new ArrayList<>();
    final List<Impossible<D>> anomalies = new ArrayList<>();

    SimulatedOrchestrator(Saga<D> saga, InjectedFault fault, Consumer<List<StepCommand>> relay) {
        this.saga = saga;
        this.fault = fault;
        this.relay = relay;
    }

    SagaState state() {
        return Objects.requireNonNull(state);
    }

    int inputs() {
        return inputs;
    }

    long due() {
        return timers.next().orElse(NEVER);
    }

    /** After a crash the message comes again: before the commit it is new, after the commit the inbox knows it. */
    void receive(String id, SagaInput input, long now) {
        if (inbox.contains(id)) {
            return;
        }
        int number = inputs++;
        SagaDecision<D> decision = SagaEngine.decide(saga, state, data, input);
        if (fault.crashesAt(InjectedFault.Kind.CRASH_BEFORE_COMMIT, number)) {
            receive(id, input, now);
            return;
        }
        inbox.add(id);
        List<StepCommand> commands = commit(decision, now);
        if (fault.crashesAt(InjectedFault.Kind.CRASH_AFTER_COMMIT_BEFORE_PUBLISH, number)) {
            receive(id, input, now);
        }
        relay.accept(commands);
    }

    void sweep(long now) {
        List<SagaInput> due = timers.due(state(), Instant.ofEpochMilli(now));
        int number = inputs++;
        if (fault.crashesAt(InjectedFault.Kind.CRASH_BEFORE_COMMIT, number)) {
            due.forEach(input -> SagaEngine.decide(saga, state, data, input));
            return; // the timers are as due as before and the next sweep finds them
        }
        timers = timers.fired(Instant.ofEpochMilli(now));
        List<StepCommand> commands = new ArrayList<>();
        for (SagaInput input : due) {
            commands.addAll(commit(SagaEngine.decide(saga, state, data, input), now));
        }
        relay.accept(commands);
    }

    private List<StepCommand> commit(SagaDecision<D> decision, long now) {
        return switch (decision) {
            case Moved<D> moved -> {
                state = moved.state();
                data = moved.data();
                timers = timers.after(moved, Instant.ofEpochMilli(now), bound -> bound);
                outbox.addAll(moved.commands());
                yield moved.commands();
            }
            case Ignored<D> ignored -> List.of();
            case Impossible<D> impossible -> {
                anomalies.add(impossible);
                yield List.of();
            }
        };
    }
}
