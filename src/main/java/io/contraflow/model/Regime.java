package io.contraflow.model;

/** On which ground a customer sends something back. They are different objects: what one allows, another forbids. */
public enum Regime {
    /** The right of a consumer to step back from a distance contract, without any reason. */
    WITHDRAWAL,
    /** The goods are faulty or are not what was sold. */
    DEFECT,
    /** Nothing but what the merchant promises; the policy alone speaks. */
    GOODWILL
}
