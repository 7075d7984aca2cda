package checkout.lab.scenario.fault;

import checkout.lab.scenario.scene.Scene;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** Something that goes wrong, or is changed, while the load goes on. It comes to an end by itself. */
public interface Fault {

    void strike(Scene scene) throws InterruptedException, IOException, SQLException;

    /** These one after the other. */
    static Fault inTurn(Fault... faults) {
        return scene -> {
            for (Fault fault : List.of(faults)) {
                fault.strike(scene);
            }
        };
    }

    /** Both at the same time; over when both are. */
    static Fault together(Fault one, Fault other) {
        return scene -> {
            try (Companion companion = new Companion(other, scene)) {
                one.strike(scene);
                companion.join();
            }
        };
    }

    /** This one in the company of another, which is interrupted when this one is over. */
    static Fault inCompany(Fault company, Fault main) {
        return scene -> {
            try (Companion companion = new Companion(company, scene)) {
                main.strike(scene);
                companion.dismiss();
            }
        };
    }
}
