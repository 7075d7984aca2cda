package checkout.lab.scenario.fault;

import checkout.lab.scenario.context.ScenarioContext;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** Something that goes wrong, or is changed, while the load goes on. It comes to an end by itself. */
public interface Fault {

    void strike(ScenarioContext scenarioContext) throws InterruptedException, IOException, SQLException;

    /** These one after the other. */
    static Fault inTurn(Fault... faults) {
        return scenarioContext -> {
            for (Fault fault : List.of(faults)) {
                fault.strike(scenarioContext);
            }
        };
    }

    /** Both at the same time; over when both are. */
    static Fault together(Fault one, Fault other) {
        return scenarioContext -> {
            try (BackgroundFault companion = new BackgroundFault(other, scenarioContext)) {
                one.strike(scenarioContext);
                companion.join();
            }
        };
    }

    /** This one in the company of another, which is interrupted when this one is over. */
    static Fault inCompany(Fault company, Fault main) {
        return scenarioContext -> {
            try (BackgroundFault companion = new BackgroundFault(company, scenarioContext)) {
                main.strike(scenarioContext);
                companion.dismiss();
            }
        };
    }
}
