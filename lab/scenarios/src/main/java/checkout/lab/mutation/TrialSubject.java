package checkout.lab.mutation;

import checkout.lab.mutation.registry.Mutation;
import checkout.lab.mutation.registry.MutationLoad;
import java.util.List;

/**
 * What a trial is about.
 *
 * @param application empty without a mutation
 * @param expected what is to find it, empty without a mutation
 */
record TrialSubject(String name, String application, String load, String expected) {

    static TrialSubject control(MutationLoad load) {
        return new TrialSubject("control", "", load.word(), "");
    }

    static TrialSubject of(Mutation mutation) {
        return new TrialSubject(
                mutation.name(),
                mutation.application(),
                mutation.load().word(),
                mutation.foundBy().result());
    }

    /** The trial could not be carried out. */
    TrialResult failed(String reason) {
        return new TrialResult(name, application, load, expected, TrialVerdict.FAILED, 0, 0, 0, List.of(), reason);
    }
}
