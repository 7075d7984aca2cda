package checkout.saga.testkit;

import java.util.List;

/** Shows two texts as one, with "-" before lines of the first only and "+" before lines of the second only. */
final class LineDiff {

    private final List<String> before;
    private final List<String> after;
    /** The length of the longest common subsequence of the lines from each position on. */
    private final int[][] common;

    private LineDiff(List<String> before, List<String> after) {
        this.before = before;
        this.after = after;
        this.common = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                common[i][j] = same(i, j) ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
    }

    static String of(String before, String after) {
        return new LineDiff(before.lines().toList(), after.lines().toList()).lines();
    }

    private String lines() {
        StringBuilder text = new StringBuilder();
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            if (i < before.size() && j < after.size() && same(i, j)) {
                text.append("  ").append(before.get(i++)).append('\n');
                j++;
            } else if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
                text.append("- ").append(before.get(i++)).append('\n');
            } else {
                text.append("+ ").append(after.get(j++)).append('\n');
            }
        }
        return text.toString();
    }

    private boolean same(int i, int j) {
        return before.get(i).equals(after.get(j));
    }
}
