package checkout.lab.stack.part;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The JDK the stack runs on, and the options that its version offers. */
public record JavaInstallation(Path home, int version, String build) {

    /** The one that runs this JVM: the script has chosen it. */
    public static JavaInstallation current() {
        return new JavaInstallation(
                Path.of(System.getProperty("java.home")),
                Runtime.version().feature(),
                Runtime.version().toString());
    }

    public Path java() {
        return home.resolve("bin").resolve("java");
    }

    /** Small and quiet: a process that runs out of memory ends instead of going on half-dead. */
    public List<String> options(int heapMegabytes) {
        List<String> options = new ArrayList<>(List.of(
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Xss512k",
                "-XX:ReservedCodeCacheSize=64m",
                "-Duser.timezone=UTC",
                "-Djava.net.preferIPv4Stack=true"));
        if (version >= 24) {
            options.add("--enable-native-access=ALL-UNNAMED");
            options.add("--sun-misc-unsafe-memory-access=allow");
        }
        if (version >= 25) {
            options.add("-XX:+UseCompactObjectHeaders");
        }
        return options;
    }
}
