package checkout.saga.engine.scenario;

import checkout.saga.engine.IgnoredReason;
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

/** The shell around the engine as the real one is: inbox, load, decide, save, outbox, commit, and it crashes on demand. */
final class Orchestrator<D> {

    static final long NEVER = Long.MAX_VALUE;

    private final Saga<D> saga;
    private final InjectedFault injectedFault;
    private final Consumer<List<StepCommand>> relay;
    private final Set<String> inbox = new HashSet<>();
    private int inputs;

    // what is committed
    private @Nullable SagaState state;
    private @Nullable D data;
    private Timers timers = Timers.EMPTY;
    final List<StepCommand> outbox = new ArrayList<>();
    final List<IgnoredReason> noOps = new ArrayList<>();
    final List<Impossible<D>> findings = new ArrayList<>();

    Orchestrator(Saga<D> saga, InjectedFault injectedFault, Consumer<List<StepCommand>> relay) {
        this.saga = saga;
        this.injectedFault = injectedFault;
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

    /** A crash before the commit forgets everything, so the message comes again; after it the inbox knows it. */
    void receive(String id, SagaInput input, long now) {
        if (inbox.contains(id)) {
            return;
        }
        int number = inputs++;
        SagaDecision<D> decision = SagaEngine.decide(saga, state, data, input);
        if (injectedFault.crashesAt(InjectedFault.Kind.CRASH_BEFORE_COMMIT, number)) {
            receive(id, input, now);
            return;
        }
        inbox.add(id);
        List<StepCommand> commands = commit(decision, now);
        if (injectedFault.crashesAt(InjectedFault.Kind.CRASH_AFTER_COMMIT_BEFORE_PUBLISH, number)) {
            receive(id, input, now);
        }
        relay.accept(commands);
    }

    void sweep(long now) {
        List<SagaInput> due = timers.due(state(), Instant.ofEpochMilli(now));
        int number = inputs++;
        if (injectedFault.crashesAt(InjectedFault.Kind.CRASH_BEFORE_COMMIT, number)) {
            due.forEach(input -> SagaEngine.decide(saga, state, data, input));
            return; // the row is as due as before and the next sweep finds it
        }
        timers = timers.fired(Instant.ofEpochMilli(now));
        List<StepCommand> commands = new ArrayList<>();
        for (SagaInput input : due) {
            commands.addAll(commit(SagaEngine.decide(saga, state, data, input), now));
        }
        relay.accept(commands);
    }

    private List<StepCommand> commit(SagaDecision<D> decision, long now) {
        if (decision instanceof Moved<D> moved) {
            state = moved.state();
            data = moved.data();
            timers = timers.after(moved, Instant.ofEpochMilli(now), most -> most);
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
