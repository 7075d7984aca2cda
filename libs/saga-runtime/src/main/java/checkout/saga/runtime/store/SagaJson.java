package checkout.saga.runtime.store;

import checkout.saga.engine.Timers;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepState;
import checkout.saga.runtime.SagaType;
import checkout.saga.runtime.SagaTypes;
import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes the JSON columns of a saga. */
@Component
class SagaJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .addMixIn(StepState.class, EarlierStepState.class)
            .build();

    private final SagaTypes types;

    SagaJson(SagaTypes types) {
        this.types = types;
    }

    /** Rows written by earlier versions call the number of attempts "of". */
    @SuppressWarnings("UnusedMethod") // Jackson reads it
    private interface EarlierStepState {
        @JsonAlias("of")
        int maxAttempts();
    }

    SagaRow read(UUID id, String state, String data, String timers) {
        SagaState readState = JSON.readValue(state, SagaState.class);
        Optional<SagaType<?>> type = types.named(readState.saga());
        Object readData =
                type.isPresent() ? JSON.readValue(data, type.get().dataClass()) : JSON.readValue(data, JsonNode.class);
        return new SagaRow(id, readState, readData, data, JSON.readValue(timers, Timers.class));
    }

    static String write(Object value) {
        return JSON.writeValueAsString(value);
    }
}
