package io.contraflow.sandbox.happyreturns;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All returns, found by what the API searches for. */
final class Shelf {
    /** A piece and the return that it belongs to. */
    record Piece(ReturnedGoods goods, Item item) {}

    private final Map<String, ReturnedGoods> byRma = new LinkedHashMap<>();
    private final Map<String, ReturnedGoods> byCode = new HashMap<>();
    private final Map<String, List<ReturnedGoods>> byOrder = new HashMap<>();
    private final Map<String, List<ReturnedGoods>> byEmail = new HashMap<>();
    private final Map<String, Piece> pieces = new HashMap<>();
    private final Map<String, Integer> piecesOfLine = new HashMap<>();

    void add(ReturnedGoods goods) {
        byRma.put(goods.rmaId, goods);
        byCode.put(goods.code, goods);
        byEmail.computeIfAbsent(goods.email.toLowerCase(Locale.ROOT), email -> new ArrayList<>())
                .add(goods);
        Set<String> orders = new LinkedHashSet<>();
        for (Item item : goods.items) {
            pieces.put(item.id, new Piece(goods, item));
            orders.add(plain(item.orderNumber));
        }
        orders.forEach(order ->
                byOrder.computeIfAbsent(order, number -> new ArrayList<>()).add(goods));
    }

    /** How many pieces of the order line came before, and counts the new ones. */
    int nextOffset(String orderNumber, String line, int more) {
        String key = plain(orderNumber) + "/" + line;
        int before = piecesOfLine.getOrDefault(key, 0);
        piecesOfLine.put(key, before + more);
        return before;
    }

    /** By RMA id or by express code. */
    ReturnedGoods rma(String idOrCode) {
        ReturnedGoods goods = byRma.getOrDefault(idOrCode, byCode.get(idOrCode));
        if (goods == null) {
            throw new Refused(404, "rma not found");
        }
        return goods;
    }

    Optional<ReturnedGoods> byCode(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    List<ReturnedGoods> byOrder(String orderNumber) {
        return byOrder.getOrDefault(plain(orderNumber), List.of());
    }

    List<ReturnedGoods> byEmail(String email) {
        return byEmail.getOrDefault(email.toLowerCase(Locale.ROOT), List.of());
    }

    Piece piece(String itemId) {
        Piece piece = pieces.get(itemId);
        if (piece == null) {
            throw new Refused(400, "unknown happyReturnsItemID " + itemId);
        }
        return piece;
    }

    /** The newest return of the order at that stage. */
    Optional<ReturnedGoods> newest(String orderNumber, Stage stage) {
        List<ReturnedGoods> returns = byOrder(orderNumber);
        for (int i = returns.size() - 1; i >= 0; i--) {
            if (returns.get(i).stage == stage) {
                return Optional.of(returns.get(i));
            }
        }
        return Optional.empty();
    }

    Collection<ReturnedGoods> all() {
        return byRma.values();
    }

    void clear() {
        byRma.clear();
        byCode.clear();
        byOrder.clear();
        byEmail.clear();
        pieces.clear();
        piecesOfLine.clear();
    }

    /** Some shops write the hash of an order's name, some do not. */
    private static String plain(String orderNumber) {
        return orderNumber.startsWith("#") ? orderNumber.substring(1) : orderNumber;
    }
}
