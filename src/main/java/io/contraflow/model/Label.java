package io.contraflow.model;

/**
 * How the customer sends the parcel.
 *
 * @param kind {@code QR}, {@code PDF} or {@code PICKUP}
 * @param url where to see it
 * @param code what the drop-off point scans, empty when none
 * @param trackingNumber empty while unknown
 * @param carrier who carries it, empty when unknown
 */
public record Label(String kind, String url, String code, String trackingNumber, String carrier) {}
