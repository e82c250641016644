package io.contraflow.flow.catalogue;

import io.contraflow.flow.catalogue.SkuFinding.Kind;
import io.contraflow.flow.catalogue.SkuFinding.Suggestion;
import io.contraflow.mapping.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares both catalogues with the table of SKUs. */
final class SkuComparison {
    private final List<Article> shop;
    private final Map<String, Article> items = new LinkedHashMap<>();
    private final Map<String, List<Article>> byBarcode = new HashMap<>();
    private final Map<String, List<Article>> byNumber = new HashMap<>();
    private final Table table;
    private final List<SkuFinding> findings = new ArrayList<>();

    private SkuComparison(List<Article> shop, List<Article> erp, Table table) {
        this.shop = shop;
        this.table = table;
        erp.forEach(item -> {
            items.put(item.id(), item);
            if (item.isActive()) {
                note(byBarcode, item.barcode(), item);
                note(byNumber, plain(item.sku()), item);
            }
        });
    }

    /** All that does not agree, the most urgent first, then by key. */
    static List<SkuFinding> of(List<Article> shop, List<Article> erp, Table table) {
        SkuComparison comparison = new SkuComparison(shop, erp, table);
        comparison.shop();
        comparison.table();
        comparison.findings.sort(Comparator.comparing(SkuFinding::kind).thenComparing(SkuFinding::key));
        return comparison.findings;
    }

    private void shop() {
        Map<String, List<Article>> bySku = new LinkedHashMap<>();
        shop.stream().filter(Article::isActive).forEach(article -> note(bySku, article.sku(), article));
        bySku.forEach((sku, articles) -> {
            if (table.find(sku).isEmpty()) {
                Suggestion suggestion = suggestion(articles.get(0));
                found(
                        Kind.UNMAPPED,
                        sku,
                        articles.get(0).name() + " is on sale in the shop and has no row in " + table.file() + "."
                                + (suggestion == null
                                        ? ""
                                        : " It is probably item " + suggestion.item() + " (" + suggestion.because()
                                                + ")."),
                        suggestion);
            }
            if (articles.size() > 1) {
                found(
                        Kind.AMBIGUOUS_SKU,
                        sku,
                        articles.size() + " articles of the shop bear this SKU, for example "
                                + articles.get(0).id() + " and "
                                + articles.get(1).id()
                                + ". Give each its own in the shop.",
                        null);
            }
        });
        table.keys()
                .filter(sku -> !bySku.containsKey(sku))
                .forEach(sku -> found(
                        Kind.ORPHANED_SKU,
                        sku,
                        "No article of the shop bears this SKU. Remove the row when nothing of it can come back any more.",
                        null));
    }

    private void table() {
        Map<String, List<String>> byItem = new LinkedHashMap<>();
        table.keys().forEach(sku -> {
            String id = table.lookup(sku);
            byItem.computeIfAbsent(id, any -> new ArrayList<>()).add(sku);
            Article item = items.get(id);
            if (item == null || !item.isActive()) {
                found(
                        Kind.ORPHANED_ITEM,
                        sku,
                        "Its item " + id + (item == null ? " is not in the ERP." : " is inactive in the ERP."),
                        shop.stream()
                                .filter(article -> article.sku().equals(sku))
                                .findFirst()
                                .map(this::suggestion)
                                .orElse(null));
            }
        });
        byItem.forEach((item, skus) -> {
            if (skus.size() > 1) {
                found(
                        Kind.AMBIGUOUS_ITEM,
                        item,
                        "The SKUs " + String.join(", ", skus.subList(0, Math.min(5, skus.size())))
                                + (skus.size() > 5 ? ", …" : "")
                                + " lead to this item; what comes back of them is booked on the same stock.",
                        null);
            }
        });
    }

    /** Only what is near to one item alone; of two nobody could tell which is meant. */
    private @Nullable Suggestion suggestion(Article article) {
        List<Article> same = byBarcode.getOrDefault(article.barcode(), List.of());
        if (same.size() == 1) {
            return new Suggestion(same.get(0).id(), same.get(0).name(), "same barcode");
        }
        List<Article> near = byNumber.getOrDefault(plain(article.sku()), List.of());
        return near.size() == 1
                ? new Suggestion(near.get(0).id(), near.get(0).name(), "same number but for case and separators")
                : null;
    }

    private void found(Kind kind, String key, String sentence, @Nullable Suggestion suggestion) {
        int line = kind == Kind.AMBIGUOUS_ITEM ? lineOfItem(key) : table.lineOf(key);
        findings.add(new SkuFinding(kind, key, line, sentence, suggestion));
    }

    private int lineOfItem(String item) {
        return table.keys()
                .filter(sku -> table.lookup(sku).equals(item))
                .skip(1)
                .findFirst()
                .map(table::lineOf)
                .orElse(0);
    }

    private static void note(Map<String, List<Article>> index, String key, Article article) {
        if (!key.isEmpty()) {
            index.computeIfAbsent(key, any -> new ArrayList<>()).add(article);
        }
    }

    private static String plain(String number) {
        return number.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
