package checkout.lab.stack.cli;

import checkout.lab.stack.state.Ports;
import checkout.lab.stack.state.StackFolder;
import java.nio.file.Path;
import java.time.Instant;

/** Which clone the script belongs to and what its environment asks for. */
public final class Clone {

    private Clone() {}

    public static StackFolder folder() {
        return new StackFolder(Path.of(System.getProperty("checkout.home", "")));
    }

    static Ports ports() {
        return Ports.from(System.getenv());
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
