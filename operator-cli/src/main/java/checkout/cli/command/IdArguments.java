package checkout.cli.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

/** The ids that a command is given: as arguments, or in its input, where another command has printed them. */
public final class IdArguments {

    /** For the help of a command. */
    public static final String DESCRIPTION =
            "Full ids, or - to read them from the input, one in a line; omit them to select with the options.";

    private static final String INPUT = "-";

    private IdArguments() {}

    public static List<String> of(List<String> arguments) {
        return arguments.equals(List.of(INPUT)) ? read() : arguments;
    }

    /** The first word of each line, so that a list with more columns does as well. */
    private static List<String> read() {
        List<String> read = new ArrayList<>();
        try {
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                if (!line.isBlank()) {
                    read.add(line.strip().split("\\s+", 2)[0]);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return read;
    }
}
