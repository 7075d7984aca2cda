package checkout.contracts.asyncapi;

import checkout.contracts.Money;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes JSON schemas of records, each once. */
final class RecordSchemas {
    private final Map<String, Object> schemas = new TreeMap<>();

    Map<String, Object> all() {
        return schemas;
    }

    /** A reference to the schema of the type, or the schema itself if it is simple. */
    Map<String, Object> of(Type type) {
        if (type instanceof ParameterizedType list) {
            return ordered("type", "array", "items", of(list.getActualTypeArguments()[0]));
        }
        Class<?> raw = (Class<?>) type;
        if (raw == UUID.class) {
            return ordered("type", "string", "format", "uuid");
        }
        if (raw == String.class) {
            return Map.of("type", "string");
        }
        if (raw == int.class) {
            return ordered("type", "integer", "format", "int32");
        }
        if (raw == Duration.class) {
            return ordered("type", "string", "format", "duration");
        }
        if (raw.isEnum()) {
            return ordered(
                    "type",
                    "string",
                    "enum",
                    Arrays.stream(raw.getEnumConstants()).map(Object::toString).toList());
        }
        String name = raw.getSimpleName();
        if (!schemas.containsKey(name)) {
            // before it is made, because it could refer to itself
            schemas.put(name, Map.of());
            schemas.put(name, raw == Money.class ? money() : raw.isSealed() ? oneOf(raw) : object(raw));
        }
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    private Map<String, Object> object(Class<?> type) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException("Extend RecordSchemas: there is no schema for %s".formatted(type));
        }
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            properties.put(component.getName(), of(component.getGenericType()));
            if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                required.add(component.getName());
            }
        }
        return ordered("type", "object", "required", required, "properties", properties);
    }

    /** The types by the value of the property that tells them apart. */
    private Map<String, Object> oneOf(Class<?> type) {
        String property = type.getAnnotation(JsonTypeInfo.class).property();
        List<Object> alternatives = new ArrayList<>();
        for (JsonSubTypes.Type subtype : type.getAnnotation(JsonSubTypes.class).value()) {
            Map<String, Object> alternative = object(subtype.value());
            Map<String, Object> properties = ordered(property, Map.of("const", subtype.name()));
            properties.putAll(cast(alternative.get("properties")));
            List<String> required = new ArrayList<>(List.of(property));
            ((List<?>) alternative.get("required")).forEach(name -> required.add(name.toString()));
            alternatives.add(ordered("type", "object", "required", required, "properties", properties));
        }
        return ordered("oneOf", alternatives);
    }

    private static Map<String, Object> money() {
        return ordered(
                "type",
                "object",
                "description",
                "An amount with as many fraction digits as ISO 4217 gives the currency.",
                "required",
                List.of("amount", "currency"),
                "properties",
                ordered(
                        "amount",
                        ordered("type", "string", "pattern", "^-?\\d+(\\.\\d+)?$"),
                        "currency",
                        ordered("type", "string", "pattern", "^[A-Z]{3}$")));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Object map) {
        return (Map<String, Object>) map;
    }

    /** A map in the given order: names and values in turn. */
    static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
