package checkout.saga.runtime.store;

import checkout.messaging.record.RequiredComponents;
import checkout.saga.engine.Timers;
import checkout.saga.engine.state.SagaOutcome;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepState;
import checkout.saga.runtime.SagaTypes;
import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes the JSON columns of a saga. */
@Component
class SagaJson {
    /** Rows written by earlier versions call the number of attempts so. */
    static final String EARLIER_MAX_ATTEMPTS = "of";

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .addMixIn(StepState.class, EarlierStepState.class)
            .addHandler(UnknownFields.NOTED)
            .build();

    private final SagaTypes types;

    SagaJson(SagaTypes types) {
        this.types = types;
    }

    @SuppressWarnings("UnusedMethod") // Jackson reads it
    private interface EarlierStepState {
        @JsonAlias(EARLIER_MAX_ATTEMPTS)
        int maxAttempts();
    }

    /** The columns of a row as they are stored. */
    record Columns(
            UUID id,
            String type,
            int version,
            SagaPhase phase,
            @Nullable String parked,
            @Nullable SagaOutcome resolvedAs,
            String state,
            String data,
            String timetable) {}

    /** A row that cannot be read is a value: it must not keep its neighbours from being read. */
    StoredSaga read(Columns columns) {
        try {
            return readable(columns);
        } catch (RuntimeException unreadable) {
            // the constructors of the data class may throw anything
            return new UnreadableSaga(
                    columns.id(),
                    columns.type(),
                    columns.version(),
                    columns.phase(),
                    columns.parked(),
                    "its row cannot be read: " + FaultDescription.of(unreadable));
        }
    }

    private SagaRow readable(Columns columns) {
        Read<SagaState> state = read(columns.state(), SagaState.class);
        checkState(state.value(), columns);
        Read<?> data = types.named(columns.type()).isPresent()
                ? read(columns.data(), types.named(columns.type()).get().dataClass())
                : new Read<>(JSON.readValue(columns.data(), JsonNode.class), null);
        Timers timers = Objects.requireNonNull(JSON.readValue(columns.timetable(), Timers.class), "no timers");
        return new SagaRow(
                columns.id(),
                asTheColumnsSay(state.value(), columns),
                RequiredComponents.check(data.value()),
                timers,
                new SagaRow.Stored(columns.data(), state.unknown(), data.unknown()));
    }

    private static void checkState(SagaState state, Columns columns) {
        if (!state.saga().equals(columns.type()) || state.version() != columns.version()) {
            throw new IllegalStateException("its state is of saga %s, version %d, which its columns contradict"
                    .formatted(state.saga(), state.version()));
        }
        Objects.requireNonNull(state.phase(), "the state has no phase");
        for (StepState step : state.steps()) {
            Objects.requireNonNull(step.step(), "a step of the state has no name");
            Objects.requireNonNull(step.status(), "a step of the state has no status");
        }
    }

    /** A saga can be parked and resolved by its plain columns alone. */
    private static SagaState asTheColumnsSay(SagaState state, Columns columns) {
        if (state.phase().ended()) {
            return state;
        }
        if (columns.phase() == SagaPhase.RESOLVED && columns.resolvedAs() != null) {
            return state.resolved("an operator", "see the audit log", columns.resolvedAs(), null);
        }
        return columns.parked() == null || state.parked() != null ? state : state.parkedBecause(columns.parked());
    }

    /** @param unknown the fields that this version does not know; null if there is none */
    private record Read<T>(T value, @Nullable JsonNode unknown) {}

    private static <T> Read<T> read(String json, Class<T> type) {
        UnknownFields.Found found = new UnknownFields.Found();
        T value = Objects.requireNonNull(
                JSON.readerFor(type).withAttribute(UnknownFields.key(), found).<T>readValue(json),
                "a column holds JSON null");
        return new Read<>(
                value, found.any() ? UnknownFields.missing(JSON.readTree(json), JSON.valueToTree(value)) : null);
    }

    static String write(Object value) {
        return JSON.writeValueAsString(value);
    }

    static String write(Object value, @Nullable JsonNode unknown) {
        if (unknown == null) {
            return write(value);
        }
        JsonNode tree = JSON.valueToTree(value);
        UnknownFields.add(unknown, tree);
        return tree.toString();
    }
}
