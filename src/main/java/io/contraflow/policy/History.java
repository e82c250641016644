package io.contraflow.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a customer did before a return, as our own records tell.
 *
 * @param returnsBefore earlier returns
 * @param returnsInYear those of the 365 days before
 * @param wornBefore pieces of them that came back in a state for which the policy keeps money
 * @param wrongGoodsBefore pieces of them that were not what was sold
 */
public record History(int returnsBefore, int returnsInYear, int wornBefore, int wrongGoodsBefore) {
    /** What only rules of risk may ask, which can do no more than have a person look. */
    static final List<String> RISKS = List.of("returnsInYear", "wornBefore", "wrongGoodsBefore");

    /** Of a customer of whom only the number of returns is known, all of them recent. */
    static History ofReturns(int returns) {
        return new History(returns, returns, 0, 0);
    }

    /**
     * What conditions see as {@code customer}.
     *
     * @param groups groups that the merchant put the customer into
     */
    Map<String, Object> facts(List<String> groups) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("groups", groups);
        facts.put("returnsBefore", returnsBefore);
        facts.put("returnsInYear", returnsInYear);
        facts.put("wornBefore", wornBefore);
        facts.put("wrongGoodsBefore", wrongGoodsBefore);
        return facts;
    }
}
