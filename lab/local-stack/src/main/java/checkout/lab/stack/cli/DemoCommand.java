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

/** Submits checkouts to the running stack and shows their outcomes. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Submits checkouts of all kinds through the storefront API and follows each to its end.",
            "Exit code 0 only if all of them were accepted and have ended."
        })
final class DemoCommand implements LauncherSubcommand {

    private static final int MAX_ORDERS = 10_000;
    private static final Duration BASE_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration TIMEOUT_PER_ORDER = Duration.ofMillis(50);
    private static final long MIN_MILLIS_BETWEEN_LINES = 1000;

    @Option(names = "--orders", defaultValue = "20", description = "Number of orders (default: ${DEFAULT-VALUE}).")
    private int orders;

    @Spec
    private @Nullable CommandSpec spec;

    private String lastLine = "";
    private long lastShownMillis;

    @Override
    public Integer call() throws InterruptedException {
        if (orders < 1 || orders > MAX_ORDERS) {
            throw new StackException("--orders is %d; it must be between 1 and %d.".formatted(orders, MAX_ORDERS));
        }
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        LocalStack stack = LocalStack.running(LauncherEnvironment.stateDirectory());
        try {
            DemoRun demo = new DemoRun(
                    stack.ports().url("order-service"),
                    stack.credentials().storefront().key(),
                    BASE_TIMEOUT.plus(TIMEOUT_PER_ORDER.multipliedBy(orders)));
            DemoRun.Result result = demo.run(orders, line -> showProgress(line, out));
            if (LauncherEnvironment.onTerminal()) {
                out.println();
            }
            out.print(result.summary());
            if (!result.allEnded()) {
                out.println(
                        "Not every order ended; ./checkout status and ./checkout logs saga-orchestrator may show the reason.");
            }
            out.flush();
            return result.allEnded() ? 0 : 1;
        } catch (IOException e) {
            throw new StackException(
                    "order-service does not answer (%s); ./checkout status shows the reason."
                            .formatted(Objects.requireNonNullElse(e.getMessage(), e.toString())),
                    e);
        }
    }

    /** Overwrites one line at a terminal; elsewhere prints a changed line at most once a second. */
    private void showProgress(String line, PrintWriter out) {
        if (line.equals(lastLine)) {
            return;
        }
        if (LauncherEnvironment.onTerminal()) {
            out.print("\r\u001b[K" + line);
        } else if (System.currentTimeMillis() - lastShownMillis > MIN_MILLIS_BETWEEN_LINES) {
            lastShownMillis = System.currentTimeMillis();
            out.println(line);
        }
        lastLine = line;
        out.flush();
    }
}
