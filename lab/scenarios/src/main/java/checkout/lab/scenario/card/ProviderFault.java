package checkout.lab.scenario.card;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.fault.Fault;
import java.time.Duration;

/** A fault of the card provider for a time. Only one is in effect at once, because a later one would end it. */
public final class ProviderFault {

    private ProviderFault() {}

    /** Sets the fault. */
    private interface Setting {
        void apply(ProviderFaults faults, ScenarioContext context) throws InterruptedException;
    }

    public static Fault slow(Duration latency, Duration duration) {
        return during(duration, (faults, context) -> faults.delayCalls((int) latency.toMillis()));
    }

    public static Fault failing(int percent, Duration duration) {
        return during(duration, (faults, context) -> faults.failCalls(percent, context.seed()));
    }

    public static Fault away(Duration duration) {
        return during(duration, (faults, context) -> faults.refuseCalls(duration));
    }

    public static Fault limited(int callsPerSecond, Duration duration) {
        return during(duration, (faults, context) -> faults.limitCalls(callsPerSecond));
    }

    private static Fault during(Duration duration, Setting setting) {
        return context -> context.processes().locks().exclusively(ProviderFaults.PROVIDER, () -> {
            context.processes().startIfMissing(ProviderFaults.PROVIDER);
            ProviderFaults faults = new ProviderFaults(context);
            setting.apply(faults, context);
            try {
                Thread.sleep(duration);
                context.faultHadEffect(faults.calls().all());
            } finally {
                faults.clear();
            }
        });
    }
}
