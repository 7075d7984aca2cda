package checkout.lab.scenario.file;

import checkout.lab.stack.state.StackException;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** Everything that is wrong with a file, with its places, so that one reading is enough to correct it. */
final class FileProblems {

    private final String file;
    private final List<String> problems = new ArrayList<>();

    /** @param file as the user named it */
    FileProblems(String file) {
        this.file = file;
    }

    void add(Node node, String problem) {
        add(node.getStartMark(), problem);
    }

    void add(Mark mark, String problem) {
        problems.add("%s:%d:%d: %s.".formatted(file, mark.getLine() + 1, mark.getColumn() + 1, problem));
    }

    boolean areNone() {
        return problems.isEmpty();
    }

    StackException exception() {
        return new StackException(String.join("\n", problems));
    }
}
