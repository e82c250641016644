package io.contraflow.sandbox.happyreturns;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One return: what a shopper brings back under one express code. */
final class ReturnedGoods {
    final String id;
    final String rmaId;
    /** What the shopper shows as a QR code. */
    final String code;

    final String email;
    final String method;
    /** Tracking number of a return by mail, empty for one that is brought to a bar. */
    final String tracking;

    final Instant started;
    final List<Item> items = new ArrayList<>();
    Stage stage = Stage.STARTED;

    ReturnedGoods(String id, String rmaId, String code, String email, String method, String tracking, Instant started) {
        this.id = id;
        this.rmaId = rmaId;
        this.code = code;
        this.email = email;
        this.method = method;
        this.tracking = tracking;
        this.started = started;
    }
}
