package io.contraflow.audit;

import io.contraflow.audit.Verdict.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One look at each entry, in the order of the chain. */
final class ChainWalk {
    private final long end;
    private final String endHash;
    private final AuditChain.@Nullable Noted noted;
    private final List<Finding> findings;
    private long place;
    private long seen;
    private @Nullable String hash = "";
    private boolean ended;

    ChainWalk(long end, String endHash, AuditChain.@Nullable Noted noted, List<Finding> findings) {
        this.end = end;
        this.endHash = endHash;
        this.noted = noted;
        this.findings = findings;
    }

    long place() {
        return place;
    }

    long seen() {
        return seen;
    }

    boolean goesOn() {
        return !ended && findings.size() < AuditChain.MOST_FINDINGS;
    }

    void over(List<AuditEntry> page) {
        page.forEach(this::look);
        if (page.isEmpty()) {
            missingUpTo(end);
            if (hash != null && !hash.equals(endHash)) {
                found(end, "the end of the chain does not have the hash of entry " + end);
            }
            if (noted != null && noted.seq() > end) {
                found(noted.seq(), "entry " + noted.seq() + ", which was noted, is behind the end of the chain");
            }
            ended = true;
        }
    }

    private void look(AuditEntry entry) {
        long seq = entry.seq() == null ? 0 : entry.seq();
        missingUpTo(seq - 1);
        String own = String.valueOf(entry.hash());
        if (!entry.computedHash().equals(own)) {
            found(seq, "entry " + seq + " was changed after it was sealed");
        }
        // Unknown behind a gap: what is missing is named already.
        if (hash != null && !hash.equals(entry.previous())) {
            found(seq, "entry " + seq + " does not follow from entry " + (seq - 1) + ": one of them was put there");
        }
        if (noted != null && noted.seq() == seq && !noted.hash().equals(own)) {
            found(seq, "entry " + seq + " is another than the one that was noted");
        }
        hash = own;
        place = seq;
        seen++;
    }

    private void missingUpTo(long last) {
        for (long gone = place + 1; gone <= last && findings.size() < AuditChain.MOST_FINDINGS; gone++) {
            found(gone, "entry " + gone + " was removed");
            hash = null;
        }
        place = Math.max(place, last);
    }

    private void found(long seq, String sentence) {
        if (findings.size() < AuditChain.MOST_FINDINGS) {
            findings.add(new Finding(seq, sentence));
        }
    }
}
