package checkout.saga.engine.diagram;

import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.Step;
import checkout.saga.engine.definition.StepGroup;
import java.util.List;

/** Draws a definition as a Mermaid state diagram; the same definition always gives the same text. */
public final class MermaidDiagram {

    private static final String COMPENSATED = "compensated";

    private final Saga<?> saga;
    private final StringBuilder text = new StringBuilder();

    private MermaidDiagram(Saga<?> saga) {
        this.saga = saga;
    }

    public static String of(Saga<?> saga) {
        return new MermaidDiagram(saga).draw();
    }

    private String draw() {
        int size = saga.positions().size();
        text.append("stateDiagram-v2\n");
        for (int i = 1; i < size; i++) {
            declare(i, saga.positions().get(i));
        }
        for (int i = 0; i < size; i++) {
            declareUndo(i, saga.positions().get(i));
        }
        line("[*] --> p1");
        for (int i = 1; i < size; i++) {
            leave(i, saga.positions().get(i), i + 1 < size ? "p" + (i + 1) : "completed");
        }
        for (int i = size - 1; i >= 0; i--) {
            if (saga.positions().get(i).undoable()) {
                undone(i, undoBefore(i));
            }
        }
        line("completed --> [*]");
        line(COMPENSATED + " --> [*]");
        return text.toString();
    }

    private void undone(int index, String next) {
        if (!next.equals(COMPENSATED)) {
            line("u" + index + " --> " + next + " : undone or parked");
            return;
        }
        line("u" + index + " --> " + COMPENSATED + " : all undone");
        line("u" + index + " --> compensation_stuck : one parked");
        line("compensation_stuck --> " + COMPENSATED + " : retried and undone");
        line("compensation_stuck --> [*] : resolved by hand");
    }

    private void declare(int index, StepGroup<?> position) {
        if (position.pointOfNoReturn()) {
            line("state \"stuck\" as stuck" + index);
        }
        if (!position.group()) {
            line("state \"" + label(position.steps().getFirst()) + "\" as p" + index);
            return;
        }
        line("state \"" + words(position.name()) + "\" as p" + index + " {");
        for (int i = 0; i < position.steps().size(); i++) {
            text.append("        ").append(i == 0 ? "" : "--\n        ");
            text.append("state \"").append(label(position.steps().get(i)));
            text.append("\" as p").append(index).append('_').append(i).append('\n');
        }
        line("}");
    }

    private void declareUndo(int index, StepGroup<?> position) {
        if (position.undoable()) {
            List<String> names = position.steps().stream()
                    .filter(step -> step.undo() != null)
                    .map(step -> words(step.name()))
                    .toList();
            line("state \"undo " + String.join(" and ", names) + "\" as u" + index);
        }
    }

    private void leave(int index, StepGroup<?> position, String next) {
        line("p" + index + " --> " + next + " : done");
        if (position.mustSucceed()) {
            stuck(index, "refused or no reply");
            return;
        }
        if (position.pivot()) {
            line("p" + index + " --> " + undoBefore(index) + " : refused");
            stuck(index, "no reply");
            return;
        }
        // a step that was refused alone did nothing, but in a group the others are undone with it
        String refused = position.group() ? undoFrom(index) : undoBefore(index);
        if (refused.equals(undoFrom(index))) {
            line("p" + index + " --> " + refused + " : refused, no reply or cancelled");
        } else {
            line("p" + index + " --> " + refused + " : refused");
            line("p" + index + " --> " + undoFrom(index) + " : no reply or cancelled");
        }
    }

    private void stuck(int index, String cause) {
        String stuck = "stuck" + index;
        line("p" + index + " --> " + stuck + " : " + cause);
        line(stuck + " --> p" + index + " : retried");
        line(stuck + " --> [*] : resolved by hand");
    }

    private String undoBefore(int index) {
        return index == 0 ? COMPENSATED : undoFrom(index - 1);
    }

    private String undoFrom(int index) {
        for (int i = index; i >= 0; i--) {
            if (saga.positions().get(i).undoable()) {
                return "u" + i;
            }
        }
        return COMPENSATED;
    }

    private static String label(Step<?> step) {
        return words(step.name()) + (step.pivot() ? " (pivot)" : step.mustSucceed() ? " (must succeed)" : "");
    }

    private static String words(String name) {
        return name.replace('"', '\'').replace('\n', ' ');
    }

    private void line(String line) {
        text.append("    ").append(line).append('\n');
    }
}
