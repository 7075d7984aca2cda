package checkout.lab.scenario.agent;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.context.ScenarioProcesses;
import checkout.lab.scenario.fault.Fault;
import java.time.Duration;
import java.util.List;

/** Faults inside a part that it survives. */
public final class AgentFaults {

    /** The applications that consume records. */
    public static final List<String> CONSUMERS =
            List.of("order-service", "inventory-service", "payment-service", "saga-orchestrator");

    private static final String RELAY = "outbox-relay";

    private AgentFaults() {}

    /** Each poll of a consumer takes so much longer. */
    public static Fault slowConsumer(String service, Duration each, Duration duration) {
        return context -> during(context, service, LabRules.SLOW_CONSUMER, duration, each.toMillis());
    }

    /** So many percent of a consumer's heap are occupied, so that it collects garbage all the time. */
    public static Fault heapPressure(String service, int percent, Duration duration) {
        return context -> during(context, service, LabRules.HEAP_PRESSURE, duration, percent);
    }

    /** A share of a topic's records is published so much later, behind others of the same key. */
    public static Fault lateRecords(String topic, int percent, Duration late, Duration duration) {
        return context -> during(
                context, RELAY, LabRules.LATE_RECORDS, duration, topic, percent, late.toMillis(), context.seed());
    }

    private static void during(ScenarioContext context, String part, String rule, Duration duration, Object... settings)
            throws InterruptedException {
        ScenarioProcesses processes = context.processes();
        processes.locks().exclusively(part, () -> {
            processes.startIfMissing(part);
            PartAgent agent = PartAgent.of(context.folder(), processes.part(part));
            long before = agent.fired(rule);
            agent.arm(rule, settings);
            try {
                Thread.sleep(duration);
            } finally {
                agent.disarm(rule);
            }
            long fired = agent.fired(rule) - before;
            context.faultHadEffect(fired);
            context.log("%s: %s happened %d times", part, rule, fired);
        });
    }
}
