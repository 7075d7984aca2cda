package checkout.lab.stack.cli;

import checkout.lab.stack.demo.DemoRun;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.StackException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends checkouts through the running stack and shows how they end. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Submits checkouts of all kinds through the public API and follows each to its end.",
            "Exit code 0 only when all of them were accepted and ended."
        })
final class DemoCommand implements LauncherSubcommand {

    private static final int MOST_ORDERS = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PATIENCE_FOR_EACH = Duration.ofMillis(50);
    private static final long QUIET_MILLIS = 1000;

    @Option(names = "--orders", defaultValue = "20", description = "How many (default: ${DEFAULT-VALUE}).")
    private int orders;

    @Spec
    private @Nullable CommandSpec spec;

    private String shown = "";
    private long shownAt;

    @Override
    public Integer call() throws InterruptedException {
        if (orders < 1 || orders > MOST_ORDERS) {
            throw new StackException("--orders is %d; it must be between 1 and %d.".formatted(orders, MOST_ORDERS));
        }
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        LocalStack stack = LocalStack.running(LauncherEnvironment.stateDirectory());
        try {
            DemoRun demo = new DemoRun(
                    stack.ports().url("order-service"),
                    stack.credentials().storefront().key(),
                    PATIENCE.plus(PATIENCE_FOR_EACH.multipliedBy(orders)));
            DemoRun.Result result = demo.run(orders, line -> show(line, out));
            if (LauncherEnvironment.onTerminal()) {
                out.println();
            }
            out.print(result.summary());
            if (!result.allEnded()) {
                out.println(
                        "Not every order ended; ./checkout status and ./checkout logs saga-orchestrator may say why.");
            }
            out.flush();
            return result.allEnded() ? 0 : 1;
        } catch (IOException e) {
            throw new StackException(
                    "order-service does not answer (%s); ./checkout status shows what is wrong."
                            .formatted(Objects.requireNonNullElse(e.getMessage(), e.toString())),
                    e);
        }
    }

    /** On a terminal one line that changes; elsewhere a line a second, when there is news. */
    private void show(String line, PrintWriter out) {
        if (line.equals(shown)) {
            return;
        }
        if (LauncherEnvironment.onTerminal()) {
            out.print("\r\u001b[K" + line);
        } else if (System.currentTimeMillis() - shownAt > QUIET_MILLIS) {
            shownAt = System.currentTimeMillis();
            out.println(line);
        }
        shown = line;
        out.flush();
    }
}
