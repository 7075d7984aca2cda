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

/** {@code ./checkout scenario list}. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the scenarios.")
final class ScenarioListCommand implements Callable<Integer> {

    @Option(names = "--json", description = "Print JSON.")
    private boolean asJson;

    @Spec
    private @Nullable CommandSpec spec;

    /** A scenario in the JSON list. */
    record Entry(String name, String story, int ratePerSecond, long seconds, int times) {}

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (asJson) {
            var entries = Scenarios.all().stream()
                    .map(each -> new Entry(
                            each.name(),
                            each.story(),
                            each.ratePerSecond(),
                            each.duration().toSeconds(),
                            each.times()))
                    .toList();
            out.println(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(entries));
        } else {
            Scenarios.all().forEach(each -> out.printf("%-18s %s%n", each.name(), each.story()));
        }
        out.flush();
        return 0;
    }
}
