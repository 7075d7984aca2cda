package checkout.lab.stack.cli;

import checkout.lab.stack.state.Ports;
import checkout.lab.stack.state.StackFolder;
import java.nio.file.Path;

/** Which clone the script belongs to and what its environment asks for. */
public final class Clone {

    private Clone() {}

    public static StackFolder folder() {
        return new StackFolder(Path.of(System.getProperty("checkout.home", "")));
    }

    static Ports ports() {
        return Ports.from(System.getenv());
    }

    /** Whether somebody looks at the output while it comes. */
    public static boolean onTerminal() {
        return Boolean.getBoolean("checkout.terminal");
    }
}
