package checkout.lab.scenario.agent;

import checkout.lab.agent.AgentRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The rules that every script has. Each does nothing until the file with its name is written. */
public final class LabRules {

    /** Makes a consumer wait before each poll that it handles. */
    static final String SLOW_CONSUMER = "slow-consumer";

    /** Occupies the heap of a consumer. */
    static final String HEAP_PRESSURE = "heap-pressure";

    /** Makes the relay send records of a topic later than those behind them. */
    static final String LATE_RECORDS = "late-records";

    private static final String ARMED = ".armed";

    private LabRules() {}

    private static List<AgentRule> all(Path folder) {
        List<AgentRule> rules = new ArrayList<>();
        for (KillPoint point : KillPoint.values()) {
            rules.add(point.rule(armed(folder, point.word())));
        }
        rules.add(atEveryPoll(folder, SLOW_CONSUMER, "delayAsSaid"));
        rules.add(atEveryPoll(folder, HEAP_PRESSURE, "holdHeap"));
        String late = AgentRule.literal(armed(folder, LATE_RECORDS).toString());
        rules.add(AgentRule.atEntry(
                LATE_RECORDS,
                "checkout.relay.publish.KafkaPublisher",
                "send(CommittedOutboxRow,KafkaSendBatch,PublishStats)",
                "isLate(%s, $1.topic())".formatted(late),
                "callLater(%s, $0, \"send\", $1, $2, $3); RETURN".formatted(late)));
        return rules;
    }

    /** Calls an action, which gets the file, before a consumer handles a poll. */
    private static AgentRule atEveryPoll(Path folder, String rule, String action) {
        String file = AgentRule.literal(armed(folder, rule).toString());
        return AgentRule.atEntry(
                rule,
                "checkout.messaging.consumer.BatchConsumer",
                "onMessage",
                "isOn(%s)".formatted(file),
                "%s(%s)".formatted(action, file));
    }

    /**
     * Those that fit an application.
     *
     * @param folder in which their files are
     */
    public static List<AgentRule> passedBy(String application, Path folder) {
        List<String> names = new ArrayList<>();
        for (KillPoint point : KillPoint.values()) {
            if (point.parts().contains(application)) {
                names.add(point.word());
            }
        }
        names.addAll(
                AgentFaults.CONSUMERS.contains(application)
                        ? List.of(SLOW_CONSUMER, HEAP_PRESSURE)
                        : List.of(LATE_RECORDS));
        return all(folder).stream().filter(rule -> names.contains(rule.name())).toList();
    }

    static Path armed(Path folder, String rule) {
        return folder.resolve(rule + ARMED);
    }
}
