package checkout.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the types of problems in the sources: the second argument of each new problem, or, where that is a parameter or a
 * field, the names that its file has in the same place of other calls.
 */
final class ProblemTypes {
    private static final String KEBAB = "[a-z]+(?:-[a-z]+)*";
    private static final Pattern NAME = Pattern.compile("\"(" + KEBAB + ")\"");

    /** Calls whose arguments, up to the one before the last texts, name a type. */
    private static final Pattern CREATION =
            Pattern.compile("(?:new ProblemException|ProblemDetails\\.of)\\(\\s*[^,()]+,\\s*([^,]+),");

    private static final Pattern VIOLATIONS = Pattern.compile("\\.problem\\(\\s*\"(" + KEBAB + ")\"");

    /** The declaration of a method or constructor that is told the type. */
    private static final Pattern TOLD = Pattern.compile("\\b(\\w+)\\(((?:[^()]*,)?\\s*)String type\\b");

    private ProblemTypes() {}

    static Set<String> inSources() {
        Set<String> types = new TreeSet<>();
        SourceTree.javaFiles().forEach(file -> addTypes(SourceTree.read(file), types));
        return types;
    }

    private static void addTypes(String source, Set<String> types) {
        if (!source.contains("ProblemException")
                && !source.contains("urn:checkout:problem:")
                && !source.contains(".problem(")
                && !source.contains("ProblemDetails")) {
            return;
        }
        VIOLATIONS.matcher(source).results().forEach(found -> types.add(found.group(1)));
        CREATION.matcher(source).results().forEach(found -> addNames(found.group(1), types));
        TOLD.matcher(source).results().forEach(told -> {
            int place =
                    (int) told.group(2).chars().filter(letter -> letter == ',').count();
            for (List<String> arguments : calls(source, told.group(1))) {
                if (place < arguments.size()) {
                    addNames(arguments.get(place), types);
                }
            }
            // the constants of an enum call its constructor without its name
            constants(source).forEach(arguments -> addNames(arguments, types));
        });
        Matcher conditional = Pattern.compile("String type = [^;?]+[?]([^;]+);").matcher(source);
        conditional.results().forEach(found -> addNames(found.group(1), types));
    }

    private static void addNames(String text, Set<String> types) {
        NAME.matcher(text).results().forEach(name -> types.add(name.group(1)));
    }

    private static List<String> constants(String source) {
        return Pattern.compile("(?m)^\\s+[A-Z][A-Z_]+\\((\"" + KEBAB + "\"),")
                .matcher(source)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** The arguments of each call of the method in the file. */
    private static List<List<String>> calls(String source, String method) {
        List<List<String>> calls = new ArrayList<>();
        Matcher call = Pattern.compile("(?<!\\w)" + method + "\\(").matcher(source);
        while (call.find()) {
            calls.add(arguments(source, call.end()));
        }
        return calls;
    }

    private static List<String> arguments(String source, int start) {
        List<String> arguments = new ArrayList<>();
        StringBuilder argument = new StringBuilder();
        int depth = 1;
        boolean quoted = false;
        for (int i = start; i < source.length() && depth > 0; i++) {
            char letter = source.charAt(i);
            if (letter == '"' && source.charAt(i - 1) != '\\') {
                quoted = !quoted;
            }
            if (!quoted) {
                depth += letter == '(' ? 1 : letter == ')' ? -1 : 0;
            }
            if (depth == 0 || (!quoted && depth == 1 && letter == ',')) {
                arguments.add(argument.toString());
                argument.setLength(0);
            } else {
                argument.append(letter);
            }
        }
        return arguments;
    }
}
