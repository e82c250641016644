package io.contraflow.sandbox.happyreturns;

import io.contraflow.sandbox.World;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Moves returns from stage to stage and has notices sent of it. */
final class Journey {
    private final World world;
    private final Shelf shelf;
    private final Notices notices;

    Journey(World world, Shelf shelf, Notices notices) {
        this.world = world;
        this.shelf = shelf;
        this.notices = notices;
    }

    void start(ReturnedGoods goods) {
        shelf.add(goods);
        notices.methodCreated(goods);
        notices.status(goods, Stage.STARTED.word);
    }

    /** At the bar the goods are checked at once, and the refund is cleared before they travel. */
    boolean dropOff(String orderName) {
        return move(orderName, Stage.STARTED, Stage.DROPPED_OFF, goods -> {
            notices.status(goods, Stage.DROPPED_OFF.word);
            goods.items.forEach(item -> item.approved = world.now());
            notices.status(goods, "approved_for_refund");
        });
    }

    boolean receive(String orderName) {
        return move(orderName, Stage.DROPPED_OFF, Stage.RECEIVED, goods -> {
            // The bag's sticker is known to the world only once the bag has left the bar.
            goods.items.forEach(item -> item.bagBarcode = "HR" + goods.code.substring(2) + "BAG1");
            notices.status(goods, Stage.RECEIVED.word);
        });
    }

    boolean grade(String orderName, List<String> conditions) {
        return move(orderName, Stage.RECEIVED, Stage.INSPECTED, goods -> {
            for (int i = 0; i < goods.items.size(); i++) {
                goods.items.get(i).outcome = conditions.get(Math.min(i, conditions.size() - 1));
            }
            notices.status(goods, Stage.INSPECTED.word);
        });
    }

    /** Nobody brought the parcel away in time. */
    boolean expire(String orderName) {
        return move(orderName, Stage.STARTED, Stage.EXPIRED, goods -> notices.status(goods, Stage.EXPIRED.word));
    }

    void expire(ReturnedGoods goods) {
        if (goods.stage != Stage.EXPIRED) {
            goods.stage = Stage.EXPIRED;
            notices.status(goods, Stage.EXPIRED.word);
        }
    }

    void approve(ReturnedGoods goods, Item item) {
        if (item.approved == null) {
            item.approved = world.now();
            notices.status(goods, "approved_for_refund");
        }
    }

    private boolean move(String orderName, Stage from, Stage to, Consumer<ReturnedGoods> consequence) {
        Optional<ReturnedGoods> goods = shelf.newest(orderName, from);
        goods.ifPresent(found -> {
            found.stage = to;
            consequence.accept(found);
        });
        return goods.isPresent();
    }
}
