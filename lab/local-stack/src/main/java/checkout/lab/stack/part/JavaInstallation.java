package checkout.lab.stack.part;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The JDK the stack runs on, and the options that its version offers.
 *
 * @param compiling the options on when to compile what
 */
public record JavaInstallation(Path home, int version, String build, List<String> compiling) {

    /**
     * Three times the usual calls before the optimising compiler takes a method: a start is not spent on compiling what it
     * calls a few thousand times, which is a fifth of its processor time, and what is hot under load gets there within
     * the first minute. With ten times a start is two seconds shorter still, and full speed four minutes away.
     */
    private static final List<String> LATE_OPTIMISING = List.of(
            "-XX:Tier4InvocationThreshold=15000",
            "-XX:Tier4MinInvocationThreshold=1800",
            "-XX:Tier4CompileThreshold=45000",
            "-XX:Tier4BackEdgeThreshold=120000");

    /** The one that runs this JVM: the script has chosen it. */
    public static JavaInstallation current() {
        return new JavaInstallation(
                Path.of(System.getProperty("java.home")),
                Runtime.version().feature(),
                Runtime.version().toString(),
                LATE_OPTIMISING);
    }

    /** For programs that end before optimising them pays. */
    public JavaInstallation forShortLives() {
        return new JavaInstallation(home, version, build, List.of("-XX:TieredStopAtLevel=1"));
    }

    public Path java() {
        return home.resolve("bin").resolve("java");
    }

    /** Small and quiet: a process that runs out of memory ends instead of going on half-dead. */
    List<String> options(int heapMegabytes) {
        List<String> options = new ArrayList<>(List.of(
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Xss512k",
                "-XX:ReservedCodeCacheSize=96m",
                "-Duser.timezone=UTC",
                "-Djava.net.preferIPv4Stack=true"));
        options.addAll(compiling);
        if (version >= 24) {
            options.add("--enable-native-access=ALL-UNNAMED");
            options.add("--sun-misc-unsafe-memory-access=allow");
        }
        options.addAll(layout());
        return options;
    }

    /** Those that decide how objects lie in memory: an archive is only good for a JVM that has the same. */
    List<String> layout() {
        return version >= 25 ? List.of("-XX:+UseCompactObjectHeaders") : List.of();
    }
}
