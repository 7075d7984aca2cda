package checkout.lab.stack.part;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The JDK the stack runs on, and the options that its version offers.
 *
 * @param compilerOptions the options of the just-in-time compilers
 */
public record JavaInstallation(Path home, int version, String build, List<String> compilerOptions) {

    /**
     * Three times the default thresholds of the optimizing compiler. A start does not compile methods that it calls a few
     * thousand times, which saves a fifth of its CPU time, and hot methods are still compiled in the first minute of load.
     * Ten times the defaults shortens a start by two more seconds, but delays full speed by four minutes.
     */
    private static final List<String> LATE_OPTIMIZATION = List.of(
            "-XX:Tier4InvocationThreshold=15000",
            "-XX:Tier4MinInvocationThreshold=1800",
            "-XX:Tier4CompileThreshold=45000",
            "-XX:Tier4BackEdgeThreshold=120000");

    /** The JDK that runs this JVM, as chosen by the script. */
    public static JavaInstallation current() {
        return new JavaInstallation(
                Path.of(System.getProperty("java.home")),
                Runtime.version().feature(),
                Runtime.version().toString(),
                LATE_OPTIMIZATION);
    }

    public Path java() {
        return home.resolve("bin").resolve("java");
    }

    /** The options of every JVM of the stack; one that runs out of memory exits instead of continuing in a broken state. */
    List<String> options(int heapMegabytes) {
        List<String> options = new ArrayList<>(List.of(
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Xss512k",
                "-XX:ReservedCodeCacheSize=96m",
                "-Duser.timezone=UTC",
                "-Djava.net.preferIPv4Stack=true"));
        options.addAll(compilerOptions);
        if (version >= 24) {
            options.add("--sun-misc-unsafe-memory-access=allow");
        }
        options.addAll(cachedOptions());
        return options;
    }

    /** The options that must be the same when a cache is created and when it is used. */
    List<String> cachedOptions() {
        List<String> options = new ArrayList<>();
        if (version >= 24) {
            options.add("--enable-native-access=ALL-UNNAMED");
        }
        if (version >= 25) {
            options.add("-XX:+UseCompactObjectHeaders");
        }
        return options;
    }
}
