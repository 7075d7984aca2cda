package checkout.cli.command;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * Replaces characters that act on a terminal. Much of what the commands print was written by others: with an escape sequence
 * in a key, a name or a reason they could hide or change what the operator sees.
 */
public final class TerminalSafeWriter extends FilterWriter {

    private static final char REPLACEMENT = '\uFFFD';

    private TerminalSafeWriter(Writer out) {
        super(out);
    }

    /** What is printed is flushed with each line, as the terminal's own writer does. */
    public static PrintWriter of(PrintWriter out) {
        return new PrintWriter(new TerminalSafeWriter(out), true);
    }

    @Override
    public void write(int character) throws IOException {
        super.write(plain((char) character));
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        for (int n = offset; n < offset + length; n++) {
            write(text[n]);
        }
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        write(text.toCharArray(), offset, length);
    }

    private static char plain(char character) {
        boolean acts = Character.isISOControl(character) && character != '\n' && character != '\t';
        return acts || reorders(character) ? REPLACEMENT : character;
    }

    /** Whether the text after it is shown in another order. */
    private static boolean reorders(char character) {
        return switch (Character.getDirectionality(character)) {
            case Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING,
                    Character.DIRECTIONALITY_LEFT_TO_RIGHT_OVERRIDE,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_EMBEDDING,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_OVERRIDE,
                    Character.DIRECTIONALITY_POP_DIRECTIONAL_FORMAT,
                    Character.DIRECTIONALITY_LEFT_TO_RIGHT_ISOLATE,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_ISOLATE,
                    Character.DIRECTIONALITY_FIRST_STRONG_ISOLATE,
                    Character.DIRECTIONALITY_POP_DIRECTIONAL_ISOLATE -> true;
            default -> false;
        };
    }
}
