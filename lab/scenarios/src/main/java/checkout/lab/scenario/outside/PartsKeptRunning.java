package checkout.lab.scenario.outside;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.stack.part.StackPart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** No part exited: each that the run did not kill itself is the process that it was before the faults. */
public final class PartsKeptRunning implements Expectation {

    private final List<String> names;
    private final Map<String, Long> before = new TreeMap<>();

    public PartsKeptRunning(List<String> names) {
        this.names = List.copyOf(names);
    }

    @Override
    public void watch(ScenarioContext context) {
        names.forEach(name -> before.put(name, pid(context.processes().part(name))));
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) {
        List<String> exited = new ArrayList<>();
        before.forEach((name, pid) -> {
            long now = pid(context.processes().part(name));
            if (now != pid) {
                exited.add("%s was process %d and is process %d".formatted(name, pid, now));
            }
        });
        return List.of(new ExpectationResult("no part has exited", exited, Map.of("parts", before.size())));
    }

    private static long pid(StackPart part) {
        try {
            return part.process().map(ProcessHandle::pid).orElse(0L);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
