package checkout.lab.scenario;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Tells which scenarios there are. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Tells which scenarios there are.")
final class ScenarioListCommand implements Callable<Integer> {

    @Option(names = "--json", description = "As JSON.")
    private boolean asJson;

    @Spec
    private @Nullable CommandSpec spec;

    /** A line of the list. */
    record Entry(String name, String story, int ratePerSecond, long seconds, int times) {}

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        var entries = Scenarios.all().stream()
                .map(each -> new Entry(
                        each.name(),
                        each.story(),
                        each.ratePerSecond(),
                        each.length().toSeconds(),
                        each.times()))
                .toList();
        if (asJson) {
            out.println(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(entries));
        } else {
            entries.forEach(each -> out.printf("%-18s %s%n", each.name(), each.story()));
        }
        out.flush();
        return 0;
    }
}
