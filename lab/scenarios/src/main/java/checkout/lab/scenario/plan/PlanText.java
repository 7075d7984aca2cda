package checkout.lab.scenario.plan;

import checkout.lab.scenario.load.LoadSettings;
import checkout.lab.scenario.word.ParameterTypes;
import checkout.lab.scenario.word.WordUse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Writes a plan as the file that it could have been read from. */
public final class PlanText {

    private PlanText() {}

    public static String of(ScenarioPlan plan) {
        StringBuilder text = new StringBuilder();
        text.append("name: ").append(plan.name()).append('\n');
        // a JSON string is a YAML string too
        text.append("description: ")
                .append(JsonMapper.shared().writeValueAsString(plan.description()))
                .append('\n');
        text.append("load: ").append(flow(load(plan))).append('\n');
        if (!plan.faults().isEmpty()) {
            text.append("faults:\n");
            plan.faults()
                    .forEach(each ->
                            text.append("  - ").append(flow(fault(each))).append('\n'));
        }
        text.append("expect: [")
                .append(plan.expectations().stream().map(PlanText::expectation).collect(Collectors.joining(", ")))
                .append("]\n");
        return text.toString();
    }

    private static Map<String, String> load(ScenarioPlan plan) {
        Map<String, String> load = new LinkedHashMap<>();
        for (WordUse<?> use : plan.loads()) {
            Map<String, String> texts = new LinkedHashMap<>(use.texts());
            String value = texts.remove(use.word().name());
            load.put(use.word().name(), value == null ? "" : value);
            if (!texts.isEmpty()) {
                load.put(LoadSettings.MIX, flow(texts));
            }
        }
        load.put(LoadSettings.FOR.name(), ParameterTypes.format(plan.lasts()));
        return load;
    }

    private static Map<String, String> fault(PlannedFault fault) {
        Map<String, String> texts = new LinkedHashMap<>(fault.timing().texts());
        texts.putAll(fault.fault().texts());
        return texts;
    }

    private static String expectation(WordUse<?> use) {
        Map<String, String> texts = use.texts();
        return use.arguments().values().isEmpty() ? use.word().name() : flow(texts);
    }

    private static String flow(Map<String, String> entries) {
        List<String> pairs = new ArrayList<>();
        entries.forEach((name, value) -> pairs.add(value.isEmpty() ? name + ":" : name + ": " + value));
        return "{" + String.join(", ", pairs) + "}";
    }
}
