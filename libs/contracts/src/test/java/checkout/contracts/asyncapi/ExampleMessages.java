package checkout.contracts.asyncapi;

import checkout.contracts.Money;
import checkout.contracts.PaymentMethod;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Makes an example of each message. It is written as services write it, so it has the form of the wire. */
final class ExampleMessages {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final UUID CHECKOUT = UUID.fromString("0198c5a2-7e3b-7d4f-8f00-6c1b5a3e9d21");
    private static final UUID RETURN = UUID.fromString("0198c5b0-10aa-7c6e-9d11-2f4e8b7a6c35");
    private static final Map<String, String> TEXTS = Map.of(
            "customerId", "c-1",
            "sku", "TEA-001",
            "reference", "auth-4711",
            "outcome", "CONFIRMED",
            "detail", "insufficient funds");

    private ExampleMessages() {}

    static Map<String, Object> of(Class<?> message) {
        return JSON.convertValue(instance(message), new TypeReference<Map<String, Object>>() {});
    }

    private static Object instance(Class<?> type) {
        try {
            RecordComponent[] components = type.getRecordComponents();
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            return constructor.newInstance(Arrays.stream(components)
                    .map(component -> value(component.getName(), component.getGenericType()))
                    .toArray());
        } catch (ReflectiveOperationException notMade) {
            throw new IllegalStateException("There is no example of " + type, notMade);
        }
    }

    private static Object value(String name, Type type) {
        if (type instanceof ParameterizedType list) {
            return List.of(value(name, list.getActualTypeArguments()[0]));
        }
        Class<?> raw = (Class<?>) type;
        if (raw == UUID.class) {
            return name.equals("returnId") ? RETURN : CHECKOUT;
        }
        if (raw == String.class) {
            return TEXTS.getOrDefault(name, name);
        }
        if (raw == int.class) {
            return 2;
        }
        if (raw == Duration.class) {
            return Duration.ofMinutes(15);
        }
        if (raw == Money.class) {
            return new Money(1998, "EUR");
        }
        if (raw == PaymentMethod.class) {
            return new PaymentMethod.Card("tok_ok");
        }
        return raw.isEnum() ? raw.getEnumConstants()[0] : instance(raw);
    }
}
