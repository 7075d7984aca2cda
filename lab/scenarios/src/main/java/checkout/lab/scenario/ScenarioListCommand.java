package checkout.lab.scenario;

import checkout.lab.stack.cli.LauncherEnvironment;
import java.io.PrintWriter;
import java.util.List;
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
    record Entry(
            String name,
            String story,
            int ratePerSecond,
            long seconds,
            int times,
            List<String> faults,
            int typicalSeconds,
            String source) {

        static Entry of(Scenario scenario) {
            return new Entry(
                    scenario.name(),
                    scenario.story(),
                    scenario.traffic().ratePerSecond(),
                    scenario.duration().toSeconds(),
                    scenario.times(),
                    scenario.outline().faults(),
                    scenario.outline().typicalSeconds(),
                    scenario.outline().source());
        }
    }

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        var scenarios = new ScenarioSources(LauncherEnvironment.stateDirectory().sources()).all();
        List<Entry> entries =
                scenarios.stream().map(scenario -> Entry.of(scenario.get())).toList();
        if (asJson) {
            out.println(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(entries));
        } else {
            entries.forEach(each -> out.printf("%-24s %4d s  %s%n", each.name(), each.typicalSeconds(), each.story()));
        }
        out.flush();
        return 0;
    }
}
