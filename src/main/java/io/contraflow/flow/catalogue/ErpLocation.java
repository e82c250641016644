package io.contraflow.flow.catalogue;

/** A place where an ERP keeps stock; the form of the mappings' {@code locations-answer}. */
record ErpLocation(String id, String name, boolean isActive) {}
