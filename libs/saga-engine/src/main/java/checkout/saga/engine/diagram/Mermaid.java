package checkout.saga.engine.diagram;

import checkout.saga.engine.definition.Position;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.Step;
import java.util.List;

/** Draws a definition as a Mermaid state diagram; the same definition always gives the same text. */
public final class Mermaid {

    private final Saga<?> saga;
    private final StringBuilder text = new StringBuilder();

    private Mermaid(Saga<?> saga) {
        this.saga = saga;
    }

    public static String of(Saga<?> saga) {
        return new Mermaid(saga).draw();
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
        line("[*] --> " + (size > 1 ? "p1" : "completed"));
        for (int i = 1; i < size; i++) {
            leave(i, saga.positions().get(i), i + 1 < size ? "p" + (i + 1) : "completed");
        }
        for (int i = size - 1; i >= 0; i--) {
            if (undoable(saga.positions().get(i))) {
                line("u" + i + " --> " + undoBefore(i) + " : undone or parked");
            }
        }
        line("completed --> [*]");
        line("compensated --> [*]");
        return text.toString();
    }

    private void declare(int index, Position<?> position) {
        if (!position.group()) {
            line("state \"" + label(position.steps().get(0)) + "\" as p" + index);
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

    private void declareUndo(int index, Position<?> position) {
        if (undoable(position)) {
            List<String> names = position.steps().stream()
                    .filter(step -> step.undo() != null)
                    .map(step -> words(step.name()))
                    .toList();
            line("state \"undo " + String.join(" and ", names) + "\" as u" + index);
        }
    }

    private void leave(int index, Position<?> position, String next) {
        line("p" + index + " --> " + next + " : done");
        if (position.mustSucceed()) {
            line("p" + index + " --> stuck : refused or no reply");
            line("stuck --> p" + index + " : retry");
            return;
        }
        // a step that was refused alone did nothing, but in a group the others are undone with it
        line("p" + index + " --> " + (position.group() ? undoFrom(index) : undoBefore(index)) + " : refused");
        line("p" + index + " --> " + undoFrom(index) + " : no reply or cancelled");
    }

    private String undoBefore(int index) {
        return index == 0 ? "compensated" : undoFrom(index - 1);
    }

    private String undoFrom(int index) {
        for (int i = index; i >= 0; i--) {
            if (undoable(saga.positions().get(i))) {
                return "u" + i;
            }
        }
        return "compensated";
    }

    private static boolean undoable(Position<?> position) {
        return position.steps().stream().anyMatch(step -> step.undo() != null);
    }

    private static String label(Step<?> step) {
        return words(step.name()) + (step.mustSucceed() ? " (must succeed)" : "");
    }

    private static String words(String name) {
        return name.replace('"', '\'').replace('\n', ' ');
    }

    private void line(String line) {
        text.append("    ").append(line).append('\n');
    }
}
