package io.contraflow.policy.statute;

import de.focus_shift.jollyday.core.CalendarHierarchy;
import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Year;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Days that are neither Saturday nor Sunday nor a public holiday in any of some places. A place is {@code DE} for what
 * the whole country keeps, {@code DE-BY} for one state, or {@code DE-*} for every state, town and island: when nobody
 * knows where the customer lives, the later end counts.
 */
public final class WorkingDays {

    private static final Pattern PLACE = Pattern.compile("[A-Z]{2}(-(\\*|[A-Z0-9]{1,3}))?");

    private final List<Calendar> calendars;
    private final Map<Integer, Set<LocalDate>> holidays = new ConcurrentHashMap<>();

    private WorkingDays(List<Calendar> calendars) {
        this.calendars = calendars;
    }

    private record Calendar(HolidayManager manager, List<String> path) {
        Set<Holiday> holidays(Year year) {
            return manager.getHolidays(year, path.toArray(String[]::new));
        }
    }

    /**
     * @param places none means that only the weekend is free
     * @throws IllegalArgumentException if there is no holiday calendar for a place
     */
    public static WorkingDays of(Collection<String> places) {
        List<Calendar> calendars = new ArrayList<>();
        for (String place : Set.copyOf(places)) {
            if (!PLACE.matcher(place).matches()) {
                throw new IllegalArgumentException("a place looks like DE, DE-BY or DE-*, not like '" + place + "'");
            }
            calendars.addAll(calendars(place));
        }
        return new WorkingDays(List.copyOf(calendars));
    }

    private static List<Calendar> calendars(String place) {
        String country = place.substring(0, 2).toLowerCase(Locale.ROOT);
        if (!isKnown(country)) {
            throw new IllegalArgumentException("there is no holiday calendar of " + place.substring(0, 2));
        }
        HolidayManager manager = HolidayManager.getInstance(ManagerParameters.create(country));
        String part = place.length() < 3 ? "" : place.substring(3).toLowerCase(Locale.ROOT);
        if (part.isEmpty()) {
            return List.of(new Calendar(manager, List.of()));
        }
        Map<String, CalendarHierarchy> states = manager.getCalendarHierarchy().getChildren();
        if (part.equals("*")) {
            List<Calendar> all = new ArrayList<>(List.of(new Calendar(manager, List.of())));
            states.values().forEach(state -> collect(manager, state, List.of(), all));
            return all;
        }
        if (!states.containsKey(part)) {
            throw new IllegalArgumentException("there is no holiday calendar of " + place);
        }
        return List.of(new Calendar(manager, List.of(part)));
    }

    /** Whether there is a holiday calendar of that country; ISO 3166 code. */
    public static boolean knows(String country) {
        return country.length() == 2 && isKnown(country);
    }

    private static boolean isKnown(String country) {
        return HolidayManager.getSupportedCalendarCodes().stream().anyMatch(country::equalsIgnoreCase);
    }

    private static void collect(
            HolidayManager manager, CalendarHierarchy part, List<String> above, List<Calendar> found) {
        List<String> path = new ArrayList<>(above);
        path.add(part.getId());
        found.add(new Calendar(manager, List.copyOf(path)));
        part.getChildren().values().forEach(child -> collect(manager, child, path, found));
    }

    public boolean isWorkingDay(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY
                && day.getDayOfWeek() != DayOfWeek.SUNDAY
                && !holidays.computeIfAbsent(day.getYear(), this::holidaysOf).contains(day);
    }

    /** That day, or the next working day. */
    public LocalDate onOrAfter(LocalDate day) {
        LocalDate candidate = day;
        while (!isWorkingDay(candidate)) {
            candidate = candidate.plusDays(1);
        }
        return candidate;
    }

    private Set<LocalDate> holidaysOf(int year) {
        return calendars.stream()
                .flatMap(calendar -> calendar.holidays(Year.of(year)).stream())
                .filter(holiday -> holiday.getType() != HolidayType.OBSERVANCE)
                .map(Holiday::getDate)
                .collect(Collectors.toUnmodifiableSet());
    }
}
