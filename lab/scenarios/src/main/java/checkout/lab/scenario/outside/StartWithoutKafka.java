package checkout.lab.scenario.outside;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.context.ScenarioProcesses;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.stack.part.KafkaPart;
import checkout.lab.stack.part.LocalPort;
import checkout.lab.stack.part.StackPart;
import checkout.lab.time.Polling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The applications start while the broker is away. None that needs it may say that it is ready, and all work once it is there. */
public final class StartWithoutKafka implements Fault, Expectation {

    /** What is counted for each application that started without the broker. */
    public static final String EVENT = "started without Kafka";

    private static final List<String> CONSUMERS =
            List.of("inventory-service", "payment-service", "saga-orchestrator", "outbox-relay");
    private static final Duration AWAY = Duration.ofSeconds(30);
    private static final Polling LISTENING = new Polling(Duration.ofMinutes(1), Duration.ofMillis(100));

    private final List<String> wrong = new ArrayList<>();
    private int probes;

    @Override
    public void inject(ScenarioContext context) throws InterruptedException {
        ScenarioProcesses processes = context.processes();
        StackPart kafka = processes.part(KafkaPart.NAME);
        List<StackPart> parts = CONSUMERS.stream().map(processes::part).toList();
        processes.kill(kafka);
        for (StackPart part : context.random("order of starts").shuffled(parts)) {
            processes.kill(part);
            processes.launch(part);
            context.eventLog().count(EVENT);
        }
        context.log("%s are starting without Kafka", CONSUMERS);
        for (StackPart part : parts) {
            if (!LISTENING.until(listening -> listening, () -> LocalPort.isListening(part.port()))) {
                wrong.add("%s did not start to listen within %s".formatted(part.name(), LISTENING.timeout()));
            }
        }
        long end = System.nanoTime() + AWAY.toNanos();
        while (System.nanoTime() < end) {
            for (StackPart part : parts) {
                probes++;
                if (part.isReady()) {
                    wrong.add("%s said that it was ready without Kafka".formatted(part.name()));
                }
            }
            Thread.sleep(500);
        }
        processes.start(kafka);
        context.log("Kafka is back");
        for (StackPart part : parts) {
            processes.awaitReady(part);
        }
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) {
        return List.of(new ExpectationResult(
                "nothing that needs Kafka says that it is ready without it",
                wrong.stream().distinct().toList(),
                Map.of("probes", probes)));
    }
}
