package io.contraflow.flow.catalogue;

/**
 * What a system sells, as its catalogue says; the form of the mappings' {@code catalogue-answer}.
 *
 * @param id what the system calls it
 * @param sku its SKU in a shop, its item number in an ERP; empty when it has none
 * @param barcode empty when it has none
 * @param isActive whether it can come back: not a draft in a shop, not inactive in an ERP
 */
record Article(String id, String sku, String barcode, String name, boolean isActive) {}
