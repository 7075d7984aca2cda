package checkout.saga.runtime.deadletter;

import checkout.messaging.Correlation;
import checkout.messaging.MessageTypeRegistry;
import checkout.messaging.ReceivedMessage;
import checkout.saga.runtime.SagaType;
import checkout.saga.runtime.SagaTypes;
import checkout.saga.runtime.store.Sagas;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Finds out which saga a dead letter belongs to, if its headers do not say so. */
@Component
class DeadLetterSagaLookup {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final SagaTypes types;
    private final MessageTypeRegistry messageTypes;
    private final Sagas sagas;

    DeadLetterSagaLookup(SagaTypes types, MessageTypeRegistry messageTypes, Sagas sagas) {
        this.types = types;
        this.messageTypes = messageTypes;
        this.sagas = sagas;
    }

    /**
     * The headers decide. A message that starts or cancels a saga names it in its body. The key is the saga's id only if there
     * is such a saga, because a type may have another key.
     */
    @Nullable
    Correlation of(ReceivedMessage found) {
        if (found.correlation() != null) {
            return found.correlation();
        }
        Optional<Class<?>> body = messageTypes.find(found.type()).map(MessageTypeRegistry.Entry::body);
        Optional<SagaType<?>> type = body.flatMap(types::concernedBy);
        if (body.isPresent() && type.isPresent()) {
            return named(type.get(), body.get(), found.origin().value());
        }
        return byKey(found.key());
    }

    private static @Nullable Correlation named(SagaType<?> type, Class<?> body, byte[] value) {
        try {
            return Correlation.ofSaga(type.sagaId(JSON.readValue(value, body)));
        } catch (JacksonException | IllegalArgumentException unreadable) {
            return null;
        }
    }

    private @Nullable Correlation byKey(String key) {
        try {
            UUID id = UUID.fromString(key);
            // not the saga itself: it may be one that cannot be read
            return sagas.movedAt(List.of(id)).isEmpty() ? null : Correlation.ofSaga(id);
        } catch (IllegalArgumentException notAnId) {
            return null;
        }
    }
}
