package checkout.lab.scenario.plan;

import checkout.lab.scenario.fault.Fault;
import checkout.lab.scenario.word.WordUse;

/** A fault and when it is injected. */
public record PlannedFault(FaultTiming timing, WordUse<Fault> fault) {

    public PlannedFault with(FaultTiming other) {
        return new PlannedFault(other, fault);
    }

    /** "kill kafka (3 times)". */
    public String title() {
        return timing.times() == 1 ? fault.title() : "%s (%d times)".formatted(fault.title(), timing.times());
    }
}
