using System.Globalization;
using System.Text;
using CoopGrains.Contracts;

namespace CoopGrains.Gateway.Calendar;

/// <summary>Writes entries as iCalendar (RFC 5545), whole days, as far as they are known.</summary>
internal static class ICalendar
{
    /// <summary>What it is.</summary>
    public const string MediaType = "text/calendar; charset=utf-8";

    private const int LongestLine = 75;

    private static readonly LocalizedText DayNotStated =
        new() { Vi = "Ngày không được nêu rõ", Lo = "ບໍ່ໄດ້ລະບຸວັນ", En = "The day is not stated" };

    private static readonly LocalizedText YearInferred =
        new() { Vi = "Năm được suy ra", Lo = "ປີແມ່ນສັນນິຖານ", En = "The year is inferred" };

    /// <summary>The calendar in a language.</summary>
    public static byte[] Write(IEnumerable<CalendarEntry> entries, string language)
    {
        var text = new StringBuilder();
        Line(text, "BEGIN", "VCALENDAR");
        Line(text, "VERSION", "2.0");
        Line(text, "PRODID", "-//CoopGrains//Cooperation calendar//EN");
        Line(text, "CALSCALE", "GREGORIAN");
        foreach (var entry in entries)
            Write(text, entry, language);
        Line(text, "END", "VCALENDAR");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Write(StringBuilder text, CalendarEntry entry, string language)
    {
        Line(text, "BEGIN", "VEVENT");
        Line(text, "UID", entry.Id.Replace('/', '-') + "@coopgrains");
        Line(text, "DTSTAMP", entry.ChangedAt.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
        Line(text, "DTSTART;VALUE=DATE", Day(entry.On.First));
        // The end is the day behind the last one; behind the last of all there is none.
        if ((entry.Until ?? entry.On).Last is var last && last < DateOnly.MaxValue)
            Line(text, "DTEND;VALUE=DATE", Day(last.AddDays(1)));
        if (entry.Yearly)
            // A rule by the day of 29 February would leave out the years that have none.
            Line(text, "RRULE", entry.On is { Month: 2, Day: 29 } ? "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1" : "FREQ=YEARLY");
        Line(text, "SUMMARY", Escaped(entry.Title.Resolve(language).Text));
        if (entry.Place?.Resolve(language).Text is { Length: > 0 } place)
            Line(text, "LOCATION", Escaped(place));
        if (Notes(entry.On, language) is { Length: > 0 } notes)
            Line(text, "DESCRIPTION", Escaped(notes));
        Line(text, "STATUS", entry.Cancelled ? "CANCELLED" : entry.Tentative ? "TENTATIVE" : "CONFIRMED");
        Line(text, "TRANSP", "TRANSPARENT");
        Line(text, "END", "VEVENT");
    }

    private static string Notes(PartialDate on, string language) => string.Join(". ", new[]
    {
        on.Day == 0 ? DayNotStated.In(language) : null,
        on.YearInferred ? YearInferred.In(language) : null,
    }.OfType<string>());

    private static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)
        .Replace("\r", "", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    // Lines are folded behind 75 octets, never inside a letter.
    private static void Line(StringBuilder text, string name, string value)
    {
        var octets = 0;
        foreach (var rune in $"{name}:{value}".EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LongestLine)
            {
                text.Append("\r\n ");
                octets = 1;
            }
            text.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }
        text.Append("\r\n");
    }
}
