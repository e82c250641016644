package io.contraflow.flow;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How much of photos and papers is kept for a return.
 *
 * @param maxSize of one file
 * @param most files of one return
 */
@Validated
@ConfigurationProperties("contraflow.documents")
public record DocumentSettings(
        @DefaultValue("10MB") DataSize maxSize,
        @DefaultValue("20") @Min(1) @Max(500) int most) {
    private static final DataSize LARGEST = DataSize.ofMegabytes(100);

    public DocumentSettings {
        if (maxSize.toKilobytes() < 1 || maxSize.compareTo(LARGEST) > 0) {
            throw new IllegalArgumentException("contraflow.documents.max-size is " + maxSize.toBytes()
                    + " bytes; it must be between 1KB and 100MB");
        }
    }

    /** What somebody is told whose file has too many bytes. */
    public String tooLarge() {
        return "the field file is larger than " + FileSize.words(maxSize.toBytes()) + "; make it smaller";
    }
}
