package checkout.lab.scenario.fault;

import checkout.lab.scenario.context.ScenarioContext;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** Something that goes wrong, or is changed, under load. It ends by itself. */
public interface Fault {

    void inject(ScenarioContext context) throws InterruptedException, IOException, SQLException;

    /** Injects the faults one after the other. */
    static Fault inSequence(Fault... faults) {
        return context -> {
            for (Fault fault : List.of(faults)) {
                fault.inject(context);
            }
        };
    }

    /** Injects both at the same time; ends when both have ended. */
    static Fault concurrently(Fault one, Fault other) {
        return context -> {
            try (BackgroundFault background = new BackgroundFault(other, context)) {
                one.inject(context);
                background.join();
            }
        };
    }

    /** Injects the main fault while another runs in the background, which is interrupted when the main fault ends. */
    static Fault withBackground(Fault other, Fault main) {
        return context -> {
            try (BackgroundFault background = new BackgroundFault(other, context)) {
                main.inject(context);
                background.cancel();
            }
        };
    }
}
