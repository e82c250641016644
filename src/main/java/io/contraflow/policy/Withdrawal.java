package io.contraflow.policy;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Set;

/**
 * Last day of the statutory right of withdrawal in Germany: the fourteenth day after delivery, or the next working day
 * when that is a Saturday, Sunday or public holiday. Holidays of any German state count everywhere, which errs in favour
 * of the customer.
 */
final class Withdrawal {

    private static final int DAYS = 14;

    private static final Set<MonthDay> HOLIDAYS = Set.of(
            MonthDay.of(1, 1),
            MonthDay.of(1, 6),
            MonthDay.of(3, 8),
            MonthDay.of(5, 1),
            MonthDay.of(8, 8),
            MonthDay.of(8, 15),
            MonthDay.of(9, 20),
            MonthDay.of(10, 3),
            MonthDay.of(10, 31),
            MonthDay.of(11, 1),
            MonthDay.of(12, 25),
            MonthDay.of(12, 26));

    // Good Friday, Easter Monday, Ascension Day, Whit Monday, Corpus Christi.
    private static final Set<Long> DAYS_FROM_EASTER = Set.of(-2L, 1L, 39L, 50L, 60L);

    private Withdrawal() {}

    static LocalDate lastDay(LocalDate delivered) {
        LocalDate day = delivered.plusDays(DAYS);
        while (!isWorkingDay(day)) {
            day = day.plusDays(1);
        }
        return day;
    }

    private static boolean isWorkingDay(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY
                && day.getDayOfWeek() != DayOfWeek.SUNDAY
                && !HOLIDAYS.contains(MonthDay.from(day))
                && !isDayOfPenance(day)
                && !DAYS_FROM_EASTER.contains(
                        day.toEpochDay() - easter(day.getYear()).toEpochDay());
    }

    /** The Wednesday before 23 November, a holiday in Saxony. */
    private static boolean isDayOfPenance(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.WEDNESDAY
                && day.getMonthValue() == 11
                && day.getDayOfMonth() >= 16
                && day.getDayOfMonth() <= 22;
    }

    /** Easter Sunday of the Gregorian calendar, by the anonymous algorithm of 1876. */
    static LocalDate easter(int year) {
        int a = year % 19;
        int b = year / 100;
        int c = year % 100;
        int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
        int f = (a + 11 * d + 22 * e) / 451;
        int g = d + e - 7 * f + 114;
        return LocalDate.of(year, g / 31, g % 31 + 1);
    }
}
