package io.contraflow.model;

/** Whether a piece is what the maker made, as far as the inspector could tell. */
public enum Authenticity {
    YES,
    /** A copy, or another piece than the one that was sold. */
    NO,
    /** Looked at, but not settled. */
    UNKNOWN
}
