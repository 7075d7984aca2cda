package checkout.lab.stack.part;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.Objects;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program whose own jar is not on the class path, but is added to it as an agent adds one. A JVM records only classes
 * of the class path it was started with, so that what it records depends on the libraries alone.
 */
public final class RecordedProgram {

    private static @Nullable Instrumentation instrumentation;

    private RecordedProgram() {}

    /** The JVM calls it before {@link #main}, because the manifest of the jar names this class as its agent. */
    public static void agentmain(String unused, Instrumentation ofThisJvm) {
        instrumentation = ofThisJvm;
    }

    /** The program's jar, its main class, and its arguments. */
    public static void main(String[] arguments) throws Throwable {
        addToClassPath(arguments[0]);
        MethodHandles.publicLookup()
                .findStatic(Class.forName(arguments[1]), "main", MethodType.methodType(void.class, String[].class))
                .invokeExact(Arrays.copyOfRange(arguments, 2, arguments.length));
    }

    private static void addToClassPath(String jar) throws IOException {
        // stays open: the class loader reads from it
        Objects.requireNonNull(instrumentation).appendToSystemClassLoaderSearch(new JarFile(jar));
    }
}
