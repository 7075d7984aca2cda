package checkout.saga.engine.random;

import static checkout.saga.engine.definition.StepOption.attempts;
import static checkout.saga.engine.definition.StepOption.mustSucceed;
import static checkout.saga.engine.definition.StepOption.nothingToUndo;
import static checkout.saga.engine.definition.StepOption.onReply;
import static checkout.saga.engine.definition.StepOption.undo;

import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.SagaBuilder;
import checkout.saga.engine.definition.Step;
import checkout.saga.engine.definition.StepOption;
import java.time.Duration;
import java.util.List;

/**
 * A random definition of a saga.
 *
 * @param groups how many steps run together at each position
 * @param pivot the first position that only goes forward; the number of positions for none
 * @param withoutUndo the number of the step that has nothing to undo
 * @param answerDecides whether the pivot is one that its participant may refuse, if it is a step of its own
 */
record RandomSagaDefinition(
        List<Integer> groups, int pivot, int withoutUndo, int tries, boolean withDeadline, boolean answerDecides) {

    static final int MAX_STEPS = 6;

    /** The saga's data count the done-replies, so that a lost one is noticed. */
    Saga<Integer> saga() {
        SagaBuilder<Integer> list = Saga.named("random")
                .startedBy(String.class, event -> 0, undo((Integer data) -> "undo start"), attempts(tries));
        int number = 0;
        for (int position = 0; position < groups.size(); position++) {
            int size = groups.get(position);
            if (size == 1) {
                list.step("step " + number, data -> "do", options(position, number));
            } else {
                list.group("group " + position, together(position, number, size));
            }
            number += size;
        }
        return (withDeadline ? list.deadline(Duration.ofMinutes(1)) : list).build();
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private Step<Integer>[] together(int position, int first, int size) {
        Step<Integer>[] steps = new Step[size];
        for (int i = 0; i < size; i++) {
            steps[i] = Saga.step("step " + (first + i), data -> "do", options(position, first + i));
        }
        return steps;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private StepOption<Integer>[] options(int position, int number) {
        StepOption<Integer> undo = number == withoutUndo ? nothingToUndo() : StepOption.undo((Integer data) -> "undo");
        StepOption<Integer> count = onReply(String.class, (data, reply) -> data + 1);
        return new StepOption[] {position >= pivot ? onlyForward(position) : undo, count, attempts(tries)};
    }

    private StepOption<Integer> onlyForward(int position) {
        boolean decides = answerDecides && position == pivot && groups.get(position) == 1;
        return decides ? StepOption.pivot() : mustSucceed();
    }
}
