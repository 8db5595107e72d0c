using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace CoopGrains.Contracts;

/// <summary>A civil date as far as it is known: a year, a month or a day.</summary>
/// <remarks>
/// Written as EDTF (ISO 8601-2): <c>2025</c>, <c>2025-04</c>, <c>2025-04-24</c>; <c>2024?-12-25</c> when the year is inferred.
/// </remarks>
[GenerateSerializer, Immutable, Alias(WireNames.PartialDate)]
[JsonConverter(typeof(PartialDateJson))]
public readonly record struct PartialDate : IComparable<PartialDate>
{
    /// <summary>The length of the longest form.</summary>
    internal const int Longest = 11;

    /// <summary>1 to 9999.</summary>
    [Id(0)] public short Year { get; init; }

    /// <summary>1 to 12, or 0 when only the year is known.</summary>
    [Id(1)] public byte Month { get; init; }

    /// <summary>1 to 31, or 0 when the day is not known.</summary>
    [Id(2)] public byte Day { get; init; }

    /// <summary>True when the source does not state the year.</summary>
    [Id(3)] public bool YearInferred { get; init; }

    /// <summary>A day.</summary>
    public static PartialDate Of(DateOnly day) => new() { Year = (short)day.Year, Month = (byte)day.Month, Day = (byte)day.Day };

    /// <summary>A year.</summary>
    public static PartialDate OfYear(int year) => new() { Year = (short)year };

    /// <summary>The first day it can mean.</summary>
    [JsonIgnore] public DateOnly First => new(Year, Math.Max((int)Month, 1), Math.Max((int)Day, 1));

    /// <summary>The last day it can mean.</summary>
    [JsonIgnore]
    public DateOnly Last => (Month, Day) switch
    {
        (0, _) => new(Year, 12, 31),
        (_, 0) => new(Year, Month, DateTime.DaysInMonth(Year, Month)),
        _ => new(Year, Month, Day),
    };

    /// <inheritdoc/>
    public int CompareTo(PartialDate other) => (First, Last).CompareTo((other.First, other.Last));

    /// <summary>Reads the EDTF form; false when it is none, or no such day exists.</summary>
    public static bool TryParse(string? text, out PartialDate date)
    {
        date = default;
        if (text is null || text.Length is < 4 or > 11)
            return false;
        var inferred = text.Length > 4 && text[4] == '?';
        var plain = inferred ? text.Remove(4, 1) : text;
        if (plain.Length is not (4 or 7 or 10) || (plain.Length > 4 && plain[4] != '-') || (plain.Length > 7 && plain[7] != '-'))
            return false;
        if (!Number(plain, 0, 4, out var year) || year == 0)
            return false;
        if (!Number(plain, 5, 2, out var month) || month > 12 || (plain.Length > 4 && month == 0))
            return false;
        if (!Number(plain, 8, 2, out var day) || (plain.Length > 7 && (day == 0 || day > DateTime.DaysInMonth(year, month))))
            return false;
        date = new() { Year = (short)year, Month = (byte)month, Day = (byte)day, YearInferred = inferred };
        return true;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        Span<byte> text = stackalloc byte[Longest];
        return Encoding.ASCII.GetString(text[..Write(text)]);
    }

    /// <summary>Writes the EDTF form and gives its length.</summary>
    /// <param name="ascii">At least <see cref="Longest"/> long.</param>
    internal int Write(Span<byte> ascii)
    {
        var length = Digits(ascii, Year, 4);
        if (YearInferred)
            ascii[length++] = (byte)'?';
        if (Month > 0)
            length += After(ascii[length..], Month);
        if (Month > 0 && Day > 0)
            length += After(ascii[length..], Day);
        return length;
    }

    private static int After(Span<byte> ascii, int number)
    {
        ascii[0] = (byte)'-';
        return 1 + Digits(ascii[1..], number, 2);
    }

    private static int Digits(Span<byte> ascii, int number, int count)
    {
        for (var i = count - 1; i >= 0; i--, number /= 10)
            ascii[i] = (byte)('0' + (number % 10));
        return count;
    }

    private static bool Number(string text, int start, int length, out int value)
    {
        value = 0;
        return start >= text.Length
            || int.TryParse(text.AsSpan(start, length), NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}

/// <summary>Reads and writes the EDTF form.</summary>
public sealed class PartialDateJson : JsonConverter<PartialDate>
{
    /// <inheritdoc/>
    public override PartialDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && PartialDate.TryParse(reader.GetString(), out var date)
            ? date
            : throw new ValueException(RefusalCodes.DateInvalid, "a date is a year, year-month or year-month-day, such as 2025, 2025-04 or 2025-04-24");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, PartialDate value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[PartialDate.Longest];
        writer.WriteStringValue(text[..value.Write(text)]);
    }
}

/// <summary>A stretch of civil time, both ends included. No <see cref="To"/> means it is still open.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.Window)]
public readonly record struct Window
{
    /// <summary>When it begins.</summary>
    [Id(0)] public required PartialDate From { get; init; }

    /// <summary>When it ends; null when it is open or not stated.</summary>
    [Id(1)] public PartialDate? To { get; init; }

    /// <summary>A whole year.</summary>
    public static Window Year(int year) => new() { From = PartialDate.OfYear(year), To = PartialDate.OfYear(year) };

    /// <summary>True when the other window lies wholly inside this one.</summary>
    public bool Contains(Window other) =>
        From.First <= other.From.First && (To is not { } end || (other.To is { } last && last.Last <= end.Last));

    /// <summary>True when a day lies in both.</summary>
    public bool Overlaps(Window other) =>
        (other.To is not { } theirs || From.First <= theirs.Last) && (To is not { } end || other.From.First <= end.Last);

    /// <inheritdoc/>
    public override string ToString() => From == To ? From.ToString() : $"{From}/{(To is { } end ? end.ToString() : "..")}";
}
