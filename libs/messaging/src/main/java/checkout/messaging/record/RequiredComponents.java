package checkout.messaging.record;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Requires that every component of a record that was read from JSON has a value, unless it is {@link Nullable}. Jackson sets
 * what the JSON lacks to null, and whoever uses it later fails far away from the cause.
 */
public final class RequiredComponents {

    private static final ClassValue<List<RecordComponent>> REFERENCES = new ClassValue<>() {
        @Override
        protected List<RecordComponent> computeValue(Class<?> type) {
            List<RecordComponent> references = Arrays.stream(type.getRecordComponents())
                    .filter(component -> !component.getType().isPrimitive())
                    .toList();
            references.forEach(component -> component.getAccessor().setAccessible(true));
            return references;
        }
    };

    private RequiredComponents() {}

    /** Throws {@link IllegalArgumentException} that names the first component without a value. */
    public static <T> T check(T read) {
        check(read, "");
        return read;
    }

    private static void check(@Nullable Object value, String path) {
        switch (value) {
            case Record read -> REFERENCES.get(read.getClass()).forEach(component -> check(read, component, path));
            case Collection<?> elements -> elements.forEach(element -> check(element, path));
            case Map<?, ?> entries -> entries.values().forEach(element -> check(element, path));
            case null -> throw new IllegalArgumentException("%s is missing".formatted(path));
            default -> {
                // a value of its own
            }
        }
    }

    private static void check(Record read, RecordComponent component, String path) {
        Object value = value(read, component);
        boolean isOptional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        if (value != null || !isOptional) {
            check(value, path.isEmpty() ? component.getName() : path + "." + component.getName());
        }
    }

    private static @Nullable Object value(Record read, RecordComponent component) {
        try {
            return component.getAccessor().invoke(read);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalArgumentException("%s cannot be read".formatted(component.getName()), e);
        }
    }
}
