package checkout.lab.agent;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.List;

/** Calls methods of classes that are known by name only. */
final class Reflection {

    private Reflection() {}

    /** Calls the method of this name that takes these arguments, public or not. */
    static Object call(Object target, String name, List<?> arguments) {
        for (Class<?> type = target.getClass(); type != null; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                if (method.getName().equals(name) && takes(method, arguments)) {
                    return call(target, method, arguments);
                }
            }
        }
        throw new IllegalArgumentException(
                "%s has no method %s for %s".formatted(target.getClass().getName(), name, arguments));
    }

    /** The record with another value for one of its components. */
    static Object copy(Record original, String component, Object value) {
        RecordComponent[] components = original.getClass().getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        try {
            for (int n = 0; n < components.length; n++) {
                types[n] = components[n].getType();
                values[n] = components[n].getName().equals(component)
                        ? value
                        : components[n].getAccessor().invoke(original);
            }
            return original.getClass().getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("%s cannot be copied".formatted(original), e);
        }
    }

    /** A new object of a class that is found where the class of another object was. */
    static Object create(String type, Object neighbour, List<?> argument) {
        try {
            return Class.forName(type, true, neighbour.getClass().getClassLoader())
                    .getConstructor(List.class)
                    .newInstance(argument);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("%s cannot be made".formatted(type), e);
        }
    }

    private static boolean takes(Method method, List<?> arguments) {
        Class<?>[] types = method.getParameterTypes();
        if (types.length != arguments.size()) {
            return false;
        }
        for (int n = 0; n < types.length; n++) {
            if (!types[n].isInstance(arguments.get(n))) {
                return false;
            }
        }
        return true;
    }

    private static Object call(Object target, Method method, List<?> arguments) {
        try {
            method.setAccessible(true);
            Object result = method.invoke(target, arguments.toArray());
            return result == null ? target : result;
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("%s cannot be called".formatted(method), e);
        }
    }
}
