package checkout.lab.scenario.context;

import checkout.lab.scenario.history.History;
import java.io.PrintWriter;
import java.nio.file.Path;

/** What is recorded in a run. */
public record RunRecords(
        AcceptedCheckouts acceptedCheckouts,
        CatalogueAnswers catalogueAnswers,
        ResponseTimes responseTimes,
        ScenarioEventLog eventLog,
        History history,
        FaultTimes faultTimes,
        FaultEffects faultEffects,
        StrangersRecords strangersRecords) {

    /** The empty records of a run whose history is written to the file. */
    public static RunRecords begin(PrintWriter progress, Path history) {
        return new RunRecords(
                new AcceptedCheckouts(Long.toString(System.currentTimeMillis(), Character.MAX_RADIX)),
                new CatalogueAnswers(),
                new ResponseTimes(),
                new ScenarioEventLog(progress),
                new History(history),
                new FaultTimes(),
                new FaultEffects(),
                new StrangersRecords());
    }
}
