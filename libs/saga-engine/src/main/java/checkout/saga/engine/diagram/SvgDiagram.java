package checkout.saga.engine.diagram;

import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.Step;
import checkout.saga.engine.definition.StepGroup;
import java.util.List;

/** Draws a definition as SVG: steps from left to right, each undo below its step. */
public final class SvgDiagram {

    private static final int BOX_WIDTH = 170;
    private static final int BOX_HEIGHT = 40;
    private static final int GAP = 40;
    private static final int LINE = 52;

    private final StringBuilder text = new StringBuilder();
    private final Saga<?> saga;
    private final int rows;

    private SvgDiagram(Saga<?> saga) {
        this.saga = saga;
        this.rows = saga.positions().stream()
                .mapToInt(position -> position.steps().size())
                .max()
                .orElse(1);
    }

    public static String of(Saga<?> saga) {
        return new SvgDiagram(saga).draw();
    }

    private String draw() {
        int columns = saga.positions().size();
        int width = GAP + columns * (BOX_WIDTH + GAP);
        int height = GAP + rows * 2 * LINE + GAP / 2 + GAP;
        text.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\""
                .formatted(width, height, words("saga " + saga.name() + ", version " + saga.version())));
        text.append(" font-family=\"sans-serif\" font-size=\"13\" fill=\"none\" stroke=\"currentColor\">\n");
        text.append("<defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\""
                + " markerHeight=\"8\" orient=\"auto-start-reverse\"><path d=\"M0 0 8 4 0 8z\""
                + " fill=\"currentColor\"/></marker></defs>\n");
        for (int column = 0; column < columns; column++) {
            draw(column, saga.positions().get(column));
        }
        return text.append("</svg>\n").toString();
    }

    private void draw(int column, StepGroup<?> position) {
        List<? extends Step<?>> steps = position.steps();
        for (int row = 0; row < steps.size(); row++) {
            Step<?> step = steps.get(row);
            box(column, row, label(step), kindOf(step));
            if (step.undo() != null) {
                box(column, rows + row, "undo " + step.name(), "undo");
            }
        }
        if (position.group()) {
            text.append("<rect class=\"group\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"8\""
                    .formatted(left(column) - 8, top(0) - 8, BOX_WIDTH + 16, steps.size() * LINE + 4));
            text.append(" stroke-dasharray=\"4 4\"><title>").append(words(position.name()));
            text.append("</title></rect>\n");
        }
        if (column > 0) {
            arrow("forward", left(column) - GAP, left(column), top(0) + BOX_HEIGHT / 2);
        }
        int before = undoBefore(column);
        if (position.undoable() && before >= 0) {
            arrow("back", left(column), left(before) + BOX_WIDTH, top(rows) + BOX_HEIGHT / 2);
        }
    }

    private int undoBefore(int column) {
        int before = column - 1;
        while (before >= 0 && !saga.positions().get(before).undoable()) {
            before--;
        }
        return before;
    }

    private void box(int column, int row, String label, String kind) {
        text.append("<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"5\"%s/>"
                .formatted(kind, left(column), top(row), BOX_WIDTH, BOX_HEIGHT, strokeOf(kind)));
        text.append("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"currentColor\" stroke=\"none\">%s</text>\n"
                .formatted(left(column) + BOX_WIDTH / 2, top(row) + BOX_HEIGHT / 2 + 5, words(label)));
    }

    private static String label(Step<?> step) {
        return step.pivot() ? step.name() + " (pivot)" : step.name();
    }

    private static String kindOf(Step<?> step) {
        return step.pivot() ? "pivot" : step.mustSucceed() ? "must-succeed" : "step";
    }

    private static String strokeOf(String kind) {
        return switch (kind) {
            case "pivot" -> " stroke-width=\"2\"";
            case "must-succeed" -> " stroke-width=\"3\"";
            case "undo" -> " stroke-dasharray=\"2 2\"";
            default -> "";
        };
    }

    private void arrow(String kind, int from, int to, int y) {
        text.append("<path class=\"%s\" d=\"M%d %dH%d\" marker-end=\"url(#arrow)\"/>\n".formatted(kind, from, y, to));
    }

    private static int left(int column) {
        return GAP + column * (BOX_WIDTH + GAP);
    }

    /** The rows of the undos are set apart by a gap. */
    private int top(int row) {
        return GAP + row * LINE + (row < rows ? 0 : GAP / 2);
    }

    private static String words(String name) {
        return name.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
