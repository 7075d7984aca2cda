package checkout.saga.runtime.actrun;

import checkout.saga.runtime.drive.SentStep;
import java.util.List;

/** The answers of a saga's steps that were received, by the commands that they answer. */
record StepAnswers(List<SentStep> answered) {
    static final StepAnswers NONE = new StepAnswers(List.of());

    /** Whether a command was answered, or one that was sent after it. */
    boolean contain(SentStep sent) {
        return answered.stream()
                .anyMatch(each -> each.step().equals(sent.step())
                        && each.action() == sent.action()
                        && each.attempt() >= sent.attempt());
    }
}
