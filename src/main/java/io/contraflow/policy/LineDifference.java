package io.contraflow.policy;

import io.contraflow.policy.PolicyComparison.Line;
import io.contraflow.policy.PolicyComparison.LineKind;
import java.util.ArrayList;
import java.util.List;

/** How two texts differ, line by line. */
final class LineDifference {
    /** Most comparisons; what is larger, once the lines that both begin and end with are set aside, counts as all new. */
    private static final long MOST = 4_000_000;

    private final List<String> before;
    private final List<String> after;
    private final List<Line> lines = new ArrayList<>();

    private LineDifference(List<String> before, List<String> after) {
        this.before = before;
        this.after = after;
    }

    /** Every line of both, in order; of what was replaced first the old, then the new. */
    static List<Line> of(String before, String after) {
        return new LineDifference(before.lines().toList(), after.lines().toList()).lines();
    }

    private List<Line> lines() {
        int begin = 0;
        while (begin < before.size()
                && begin < after.size()
                && before.get(begin).equals(after.get(begin))) {
            begin++;
        }
        int end = 0;
        while (end < before.size() - begin
                && end < after.size() - begin
                && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
            end++;
        }
        same(0, 0, begin);
        middle(begin, before.size() - end, after.size() - end);
        same(before.size() - end, after.size() - end, end);
        return List.copyOf(lines);
    }

    /** By the longest common subsequence. */
    private void middle(int begin, int beforeEnd, int afterEnd) {
        int old = beforeEnd - begin;
        int young = afterEnd - begin;
        // common[i][j]: how many lines the rests of both have in common.
        short[][] common = (long) old * young > MOST ? new short[0][] : common(begin, old, young);
        int i = 0;
        int j = 0;
        while (i < old || j < young) {
            boolean both = i < old && j < young && common.length > 0;
            if (both && before.get(begin + i).equals(after.get(begin + j))) {
                same(begin + i, begin + j, 1);
                i++;
                j++;
            } else if (i < old && (!both || common[i + 1][j] >= common[i][j + 1])) {
                lines.add(new Line(LineKind.REMOVED, begin + i + 1, null, before.get(begin + i)));
                i++;
            } else {
                lines.add(new Line(LineKind.ADDED, null, begin + j + 1, after.get(begin + j)));
                j++;
            }
        }
    }

    private short[][] common(int begin, int old, int young) {
        short[][] common = new short[old + 1][young + 1];
        for (int i = old - 1; i >= 0; i--) {
            for (int j = young - 1; j >= 0; j--) {
                common[i][j] = before.get(begin + i).equals(after.get(begin + j))
                        ? (short) (common[i + 1][j + 1] + 1)
                        : (short) Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    private void same(int beforeFrom, int afterFrom, int count) {
        for (int i = 0; i < count; i++) {
            lines.add(new Line(LineKind.SAME, beforeFrom + i + 1, afterFrom + i + 1, before.get(beforeFrom + i)));
        }
    }
}
