package checkout.saga.runtime.store;

import checkout.saga.engine.Timers;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepState;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A saga as it is stored: its state, its data, and the due times of its timers.
 *
 * @param data an instance of the saga type's data class, or the JSON as it was read if the type is not deployed here
 */
public record SagaRow(UUID id, SagaState state, Object data, Timers timers, Stored stored) implements StoredSaga {
    /**
     * What of the stored JSON has to be written again.
     *
     * @param data the JSON that the data was read from; null once the data is another
     * @param unknownInState the fields of the state that this version does not know
     * @param unknownInData the fields of the data that this version does not know
     */
    record Stored(
            @Nullable String data,
            @Nullable JsonNode unknownInState,
            @Nullable JsonNode unknownInData) {
        static final Stored NOTHING = new Stored(null, null, null);
    }

    /** A saga that is not stored yet. */
    public static SagaRow started(UUID id, SagaState state, Object data, Timers timers) {
        return new SagaRow(id, state, data, timers, Stored.NOTHING);
    }

    public SagaRow with(SagaState state, Object data, Timers timers) {
        Stored kept =
                data.equals(this.data) ? stored : new Stored(null, stored.unknownInState(), stored.unknownInData());
        return new SagaRow(id, state, data, timers, kept);
    }

    public SagaRow with(SagaState state) {
        return new SagaRow(id, state, data, timers, stored);
    }

    public SagaRow with(Timers timers) {
        return new SagaRow(id, state, data, timers, stored);
    }

    @Override
    public String type() {
        return state.saga();
    }

    @Override
    public int version() {
        return state.version();
    }

    @Override
    public SagaPhase phase() {
        return state.phase();
    }

    String stateJson() {
        return SagaJson.write(state, stored.unknownInState());
    }

    String dataJson() {
        return stored.data() == null ? SagaJson.write(data, stored.unknownInData()) : stored.data();
    }

    /** When a sweeper has to look at the saga; null once it has ended. */
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
