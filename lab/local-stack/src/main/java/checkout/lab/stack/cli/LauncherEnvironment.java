package checkout.lab.stack.cli;

import checkout.lab.stack.state.StackPorts;
import checkout.lab.stack.state.StateDirectory;
import java.nio.file.Path;
import java.time.Instant;

/** Which clone the script belongs to and what its environment asks for. */
public final class LauncherEnvironment {

    private LauncherEnvironment() {}

    public static StateDirectory stateDirectory() {
        return new StateDirectory(Path.of(System.getProperty("checkout.home", "")));
    }

    static StackPorts ports() {
        return StackPorts.from(System.getenv());
    }

    /** When the script was ready to run this command, in milliseconds; a build before it does not count. */
    static long commandGivenAt() {
        return Long.getLong(
                "checkout.began",
                ProcessHandle.current()
                        .info()
                        .startInstant()
                        .orElse(Instant.now())
                        .toEpochMilli());
    }

    /** Whether somebody looks at the output while it comes. */
    public static boolean onTerminal() {
        return Boolean.getBoolean("checkout.terminal");
    }
}
