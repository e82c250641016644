package io.contraflow.policy;

import io.contraflow.model.Money;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Currency;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A sentence for the customer in each language that we speak, with {@code {placeholders}}. */
record Words(String en, String de) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

    /** The sentence in the language of that locale, English when it is not one of ours. */
    String in(Locale locale, Map<String, String> values) {
        Matcher matcher = PLACEHOLDER.matcher(isGerman(locale) ? de : en);
        return matcher.replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), "")));
    }

    /** Names of the placeholders of both languages. */
    Set<String> placeholders() {
        Set<String> names = new LinkedHashSet<>();
        PLACEHOLDER.matcher(en + de).results().forEach(found -> names.add(found.group(1)));
        return names;
    }

    /** The locale whose way to write dates and amounts goes with the sentence. */
    static Locale locale(String tag) {
        Locale asked = Locale.forLanguageTag(tag);
        return isGerman(asked) ? Locale.GERMANY : Locale.UK;
    }

    static String date(LocalDate date, Locale locale) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(locale)
                .format(date);
    }

    static String money(Money money, Locale locale) {
        NumberFormat format = NumberFormat.getCurrencyInstance(locale);
        format.setCurrency(Currency.getInstance(money.currency()));
        format.setMinimumFractionDigits(money.amount().scale());
        format.setMaximumFractionDigits(money.amount().scale());
        return format.format(money.amount());
    }

    static String percent(int basisPoints, Locale locale) {
        NumberFormat format = NumberFormat.getPercentInstance(locale);
        format.setMaximumFractionDigits(2);
        return format.format(BigDecimal.valueOf(basisPoints, 4));
    }

    private static boolean isGerman(Locale locale) {
        return locale.getLanguage().equals("de");
    }
}
