package checkout.lab.scenario.word;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that somebody who mistyped most likely meant. */
public final class NearestWord {

    private static final int MIN_TOLERANCE = 2;
    private static final int LETTERS_PER_MISTAKE = 3;

    private NearestWord() {}

    /** Returns the known word that takes the fewest changes, if that is few enough for a typing mistake. */
    public static Optional<String> of(String text, Collection<String> known) {
        int tolerance = Math.max(MIN_TOLERANCE, text.length() / LETTERS_PER_MISTAKE);
        return known.stream()
                .filter(word -> distance(text, word) <= tolerance)
                .min(Comparator.<String>comparingInt(word -> distance(text, word))
                        .thenComparing(word -> word));
    }

    /** Returns a question to put behind a message, or nothing. */
    public static String hint(String text, Collection<String> known) {
        return of(text, known)
                .map(word -> " (did you mean '%s'?)".formatted(word))
                .orElse("");
    }

    /** The insertions, deletions, replacements and swaps of neighbours that make one word of the other. */
    static int distance(String one, String other) {
        int[][] changes = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    changes[i][j] = i + j;
                    continue;
                }
                int replaced = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                changes[i][j] =
                        Math.min(changes[i - 1][j - 1] + replaced, Math.min(changes[i - 1][j], changes[i][j - 1]) + 1);
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    changes[i][j] = Math.min(changes[i][j], changes[i - 2][j - 2] + 1);
                }
            }
        }
        return changes[one.length()][other.length()];
    }
}
