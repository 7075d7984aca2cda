package checkout.saga.runtime.store;

import checkout.saga.engine.Timers;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepState;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A saga as it is stored: its state, its data, and the due times of its timers.
 *
 * @param data an instance of the saga type's data class, or the JSON as it was read if the type is not deployed here
 * @param storedData the JSON that the data was read from; null once the data is another. It is written back as it is, so
 *     that an older version of the data class loses no field that it does not know
 */
public record SagaRow(
        UUID id, SagaState state, Object data, @Nullable String storedData, Timers timers) {
    /** A saga that is not stored yet. */
    public static SagaRow started(UUID id, SagaState state, Object data, Timers timers) {
        return new SagaRow(id, state, data, null, timers);
    }

    public SagaRow with(SagaState state, Object data, Timers timers) {
        return new SagaRow(id, state, data, data == this.data ? storedData : null, timers);
    }

    public SagaRow with(Timers timers) {
        return new SagaRow(id, state, data, storedData, timers);
    }

    /** The data as it is to be stored. */
    String dataJson() {
        return storedData == null ? SagaJson.write(data) : storedData;
    }

    /**
     * When a sweeper has to look at the saga; null once it has ended. A saga that is parked because its version is not
     * deployed here stays due: an instance that has the version sends its command again, and the saga goes on.
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
