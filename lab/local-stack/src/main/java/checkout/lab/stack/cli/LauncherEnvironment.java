package checkout.lab.stack.cli;

import checkout.lab.stack.state.StackPorts;
import checkout.lab.stack.state.StateDirectory;
import java.nio.file.Path;
import java.time.Instant;

/** What the script tells this JVM: the clone, the environment variables, the terminal. */
public final class LauncherEnvironment {

    private LauncherEnvironment() {}

    public static StateDirectory stateDirectory() {
        return new StateDirectory(Path.of(System.getProperty("checkout.home", "")));
    }

    static StackPorts ports() {
        return StackPorts.from(System.getenv());
    }

    /** When the script started this command, in epoch milliseconds; a build before it is not included. */
    static long commandStartedMillis() {
        return Long.getLong(
                "checkout.began",
                ProcessHandle.current()
                        .info()
                        .startInstant()
                        .orElse(Instant.now())
                        .toEpochMilli());
    }

    /** Whether standard output is a terminal. */
    public static boolean onTerminal() {
        return Boolean.getBoolean("checkout.terminal");
    }
}
