package checkout.orchestrator.runtime;

import checkout.orchestrator.definition.Checkout;
import checkout.saga.engine.Timers;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepState;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A saga as it is kept: where it stands, what it knows, and when it is due. */
public record SagaRow(UUID id, SagaState state, Checkout data, Timers timers) {
    SagaRow with(SagaState state, Checkout data, Timers timers) {
        return new SagaRow(id, state, data, timers);
    }

    SagaRow with(Timers timers) {
        return new SagaRow(id, state, data, timers);
    }

    /**
     * When a sweeper is to look at it; never once it has ended. One that is parked because its version is not deployed
     * here stays due: an instance that has the version asks its participant again, and it goes on.
     */
    @Nullable
    Instant deadline() {
        OptionalLong next = timers.next();
        return state.phase().ended() || next.isEmpty() ? null : Instant.ofEpochMilli(next.getAsLong());
    }

    @Nullable
    String step() {
        StepState foremost = state.foremost();
        return foremost == null ? null : foremost.step();
    }

    @Nullable
    Integer attempt() {
        StepState foremost = state.foremost();
        return foremost == null ? null : foremost.attempt();
    }

    @Nullable
    Integer attempts() {
        StepState foremost = state.foremost();
        return foremost == null ? null : foremost.maxAttempts();
    }
}
