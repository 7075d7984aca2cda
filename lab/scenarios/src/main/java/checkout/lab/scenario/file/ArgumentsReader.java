package checkout.lab.scenario.file;

import checkout.lab.scenario.word.Arguments;
import checkout.lab.scenario.word.InvalidValueException;
import checkout.lab.scenario.word.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads the values of parameters, each as its type says. */
record ArgumentsReader(FileProblems problems) {

    /** Reads those of the parameters that the section has. */
    Arguments read(Section section, List<Parameter<?>> parameters) {
        Arguments arguments = Arguments.NONE;
        for (Parameter<?> parameter : parameters) {
            var entry = section.entry(parameter.name());
            if (entry.isPresent()) {
                arguments = read(arguments, parameter, entry.get().value());
            }
        }
        return arguments;
    }

    /** Reads one value; if it is wrong, reports it and leaves the parameter out. */
    Arguments read(Arguments arguments, Parameter<?> parameter, Node value) {
        return switch (value) {
            case SequenceNode list when parameter.type().takesList() -> readList(arguments, parameter, list);
            case ScalarNode scalar -> parse(arguments, parameter, scalar.getValue(), scalar);
            case SequenceNode list -> wrongShape(arguments, parameter, list);
            case MappingNode mapping -> wrongShape(arguments, parameter, mapping);
            default -> throw new IllegalStateException("a node of an unknown kind: " + value);
        };
    }

    private Arguments wrongShape(Arguments arguments, Parameter<?> parameter, Node value) {
        problems.add(
                value,
                "%s must be %s".formatted(parameter.name(), parameter.type().allowed()));
        return arguments;
    }

    private Arguments readList(Arguments arguments, Parameter<?> parameter, SequenceNode list) {
        List<String> texts = new ArrayList<>();
        for (Node item : list.getValue()) {
            if (!(item instanceof ScalarNode scalar)) {
                return wrongShape(arguments, parameter, item);
            }
            if (parse(Arguments.NONE, parameter, scalar.getValue(), scalar).has(parameter)) {
                texts.add(scalar.getValue());
            }
        }
        return texts.size() == list.getValue().size()
                ? parse(arguments, parameter, String.join(",", texts), list)
                : arguments;
    }

    private <T> Arguments parse(Arguments arguments, Parameter<T> parameter, String text, Node place) {
        try {
            return arguments.parsed(parameter, text);
        } catch (InvalidValueException e) {
            problems.add(place, "%s: %s".formatted(parameter.name(), e.getMessage()));
            return arguments;
        }
    }
}
